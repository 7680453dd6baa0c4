"""What is to be done after something was decided, with evidence, accepted by somebody else."""
