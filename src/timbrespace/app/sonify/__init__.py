"""What the page shows of data that is heard: the figure that moves as a clip sounds."""
