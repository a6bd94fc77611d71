"""What many people come to: forums, trainings and meetings."""
