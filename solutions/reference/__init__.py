"""A small neural-network library in NumPy: the right answers, hidden from learners.

`ANSWERS` maps each exercise to its right answer. The modules are written to be read: conventions as in
lesson 00, batch first, one idea a function.
"""

from solutions.reference import (
    activations,
    arrays,
    backward,
    gradients,
    layers,
    loss_objects,
    neurons,
    optimizers,
    orders,
    storage,
    training,
)

ANSWERS = {
    # 00 Start here
    "double": arrays.double,
    "column_means": arrays.column_means,
    "center_order": arrays.center_order,
    "scale_rows": arrays.scale_rows,
    "row_distances": arrays.row_distances,
    "repair_largest_rise": arrays.repair_largest_rise,
    "swap_rows": arrays.swap_rows,
    # 01 One neuron
    "neuron_one_input": neurons.neuron_one_input,
    "neuron_loop": neurons.neuron_loop,
    "neuron_dot": neurons.neuron_dot,
    "decision_line": neurons.decision_line,
    "and_gate": neurons.and_gate,
    "repair_neuron": neurons.neuron_loop,
    "neuron_order": orders.neuron_order,
    "or_gate": neurons.or_gate,
    # 03 Batches
    "Dense": layers.Dense,
    # 04 Activations
    "softmax": activations.softmax,
    # 06 Slopes
    "numerical_gradient": gradients.numerical_gradient,
    # 07 Backpropagation
    "DenseBackward": layers.Dense,
    "ReLUBackward": layers.ReLU,
    "softmax_cross_entropy_backward": backward.softmax_cross_entropy_backward,
    "SoftmaxCrossEntropy": loss_objects.SoftmaxCrossEntropy,
    "mlp_gradients": backward.mlp_gradients,
    "repair_layers": (layers.Tanh, layers.Gain),
    "softmax_jacobian": backward.softmax_jacobian,
    "sigmoid_bce_backward": backward.sigmoid_bce_backward,
    # 08 Gradient descent
    "train": training.train,
    # 09 Adam
    "Adam": optimizers.Adam,
    # 10 Training well
    "save_parameters": (storage.save_parameters, storage.load_parameters),
}
