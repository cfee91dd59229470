"""Lesson 08: gradient descent."""

from neuronlab.draws import number, numbers, sizes
from neuronlab.exercise import Behaviour, Exercise
from neuronlab.standins import Affine, Halve, Quadratic

LESSON = "08_gradient_descent"


def _run_train(answer, X, y, weights1, biases1, weights2, biases2, epochs, lr):
    first, second = Affine(weights1, biases1), Affine(weights2, biases2)
    losses = answer([first, Halve(), second], Quadratic(), X, y, epochs, lr)
    return {
        "losses": losses,
        "first layer's weights": first.weights,
        "first layer's biases": first.biases,
        "second layer's weights": second.weights,
        "second layer's biases": second.biases,
    }


def _training(epochs):
    def draw(rng):
        rows, columns = sizes(rng, 2)
        return {
            "X": numbers(rng, rows, columns),
            "y": numbers(rng, rows, columns),
            "weights1": numbers(rng, 1, columns),
            "biases1": numbers(rng, 1, columns),
            "weights2": numbers(rng, 1, columns),
            "biases2": numbers(rng, 1, columns),
            "epochs": epochs,
            "lr": number(rng, 0.05, 0.2),
        }

    return draw


train = Exercise(
    name="train",
    lesson=LESSON,
    behaviours=[
        Behaviour("one epoch gives one loss and one step downhill", _training(1)),
        Behaviour("every epoch starts where the last one ended", _training(4)),
        Behaviour("no epochs change nothing", _training(0)),
    ],
    run=_run_train,
    returns={
        "losses": "list",
        "first layer's weights": "array",
        "first layer's biases": "array",
        "second layer's weights": "array",
        "second layer's biases": "array",
    },
)

EXERCISES = [train]
PREDICTIONS = []
