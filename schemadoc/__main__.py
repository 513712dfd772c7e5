"""`python -m schemadoc` does what `schemadoc` does."""

from schemadoc.cli import main

if __name__ == "__main__":
    main()
