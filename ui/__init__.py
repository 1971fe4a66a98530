"""What people see, touch and hear: Qt lives here and nowhere else."""
