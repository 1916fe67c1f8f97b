"""What the dims of a voice do: everywhere, over two of them, and where the player stands."""
