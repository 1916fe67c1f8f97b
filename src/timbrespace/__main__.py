"""``python -m timbrespace``: the command line, where its script is not on the path."""

from timbrespace.cli import main

if __name__ == "__main__":
    main()
