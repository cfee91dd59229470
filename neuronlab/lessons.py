"""The lessons in their order: folder and title. Nothing else knows the order."""

LESSONS = {
    "00_start": "Start here",
    "01_neuron": "One neuron",
    "02_layer": "A layer of neurons",
    "03_batches": "Batches",
    "04_activations": "Activations",
    "05_loss": "Loss",
    "06_slopes": "Slopes",
    "07_backpropagation": "Backpropagation",
    "08_gradient_descent": "Gradient descent",
    "09_adam": "Adam",
    "10_training": "Training well",
    "11_network": "A network that reads",
}


def topic(lesson: str) -> str:
    """The module that holds a lesson's exercises: `04_activations` -> `activations`."""
    return lesson.partition("_")[2]
