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
    "softmax": activations.softmax,
    # 06 Slopes
    "central_difference": gradients.central_difference,
    "chain": gradients.chain,
    "two_paths": gradients.two_paths,
    "neuron_backward": gradients.neuron_backward,
    "numerical_gradient": gradients.numerical_gradient,
    "gradient_error": gradients.gradient_error,
    "repair_step": gradients.repair_step,
    "slopes_order": gradients.slopes_order,
    # 08 Gradient descent
    "train": training.train,
    # 09 Adam
    "Adam": optimizers.Adam,
    # 10 Training well
    "save_parameters": (storage.save_parameters, storage.load_parameters),
}
