"""A small neural-network library in NumPy: the right answers, hidden from learners.

`ANSWERS` maps each exercise to its right answer. The modules are written to be read: conventions as in
lesson 00, batch first, one idea a function.
"""

from solutions.reference import (
    activations,
    gradients,
    layers,
    neurons,
    optimizers,
    storage,
    training,
)

ANSWERS = {
    # 01 One neuron
    "neuron_loop": neurons.neuron_loop,
    "and_gate": neurons.and_gate,
    # 03 Batches
    "Dense": layers.Dense,
    # 04 Activations
    "collapse": activations.collapse,
    "heaviside": activations.heaviside,
    "sigmoid": activations.sigmoid,
    "relu": activations.relu,
    "sigmoid_slope": activations.sigmoid_slope,
    "softmax": activations.softmax,
    "repair_votes": activations.repair_votes,
    "relu_slope": activations.relu_slope,
    "tanh_from_sigmoid": activations.tanh_from_sigmoid,
    "leaky_relu": activations.leaky_relu,
    "elu": activations.elu,
    "softmax_temperature": activations.softmax_temperature,
    # 06 Slopes
    "numerical_gradient": gradients.numerical_gradient,
    # 08 Gradient descent
    "train": training.train,
    # 09 Adam
    "Adam": optimizers.Adam,
    # 10 Training well
    "save_parameters": (storage.save_parameters, storage.load_parameters),
}
