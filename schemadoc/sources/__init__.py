"""What regions publish, read into snapshots."""
