"""What is looked at before it is posted, and what then waits for teachers at their desk."""
