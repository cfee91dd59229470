"""A small neural-network library in NumPy: the right answers, hidden from learners.

`ANSWERS` maps each exercise to its right answer. The modules are written to be read: conventions as in
lesson 00, batch first, one idea a function.
"""

from solutions.reference import (
    activations,
    gradients,
    layers,
    neurons,
    one_sample,
    optimizers,
    storage,
    training,
)

ANSWERS = {
    # 01 One neuron
    "neuron_loop": neurons.neuron_loop,
    "and_gate": neurons.and_gate,
    # 02 A layer of neurons
    "layer_order": one_sample.layer_order,
    "layer_loops": one_sample.layer_loops,
    "layer_dot": one_sample.layer_dot,
    "read_layer": one_sample.read_layer,
    "count_parameters": one_sample.count_parameters,
    "repair_layer": one_sample.layer_by_columns,
    "xor_layer": one_sample.xor_layer,
    # 03 Batches
    "Dense": layers.Dense,
    # 04 Activations
    "softmax": activations.softmax,
    # 06 Slopes
    "numerical_gradient": gradients.numerical_gradient,
    # 08 Gradient descent
    "train": training.train,
    # 09 Adam
    "Adam": optimizers.Adam,
    # 10 Training well
    "save_parameters": (storage.save_parameters, storage.load_parameters),
}
