"""What people see: pure functions from read-models to Block Kit."""
