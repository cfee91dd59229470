"""A small neural-network library in NumPy: the right answers, hidden from learners.

`ANSWERS` maps each exercise to its right answer. The modules are written to be read: conventions as in
lesson 00, batch first, one idea a function.
"""

from solutions.reference import (
    activations,
    arrays,
    backward,
    batches,
    gradients,
    layers,
    loss_objects,
    losses,
    neurons,
    one_sample,
    optimizers,
    orders,
    recognition,
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
    # 02 A layer of neurons
    "layer_order": one_sample.layer_order,
    "layer_loops": one_sample.layer_loops,
    "layer_dot": one_sample.layer_dot,
    "read_layer": one_sample.read_layer,
    "count_parameters": one_sample.count_parameters,
    "repair_layer": one_sample.layer_by_columns,
    "xor_layer": one_sample.xor_layer,
    # 03 Batches
    "batch_dot": batches.batch_dot,
    "two_layers": batches.two_layers,
    "rows_to_columns": batches.rows_to_columns,
    "Dense": layers.Dense,
    "minibatches": batches.minibatches,
    "repair_columns_to_rows": batches.columns_to_rows,
    "product_shape": batches.product_shape,
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
    # 05 Loss
    "cross_entropy_one": losses.cross_entropy_one,
    "one_hot": losses.one_hot,
    "cross_entropy": losses.cross_entropy,
    "cross_entropy_from_scores": losses.cross_entropy_from_scores,
    "accuracy": losses.accuracy,
    "repair_clip": losses.clipped_loss_of_scores,
    "binary_cross_entropy": losses.binary_cross_entropy,
    "mean_squared_error": losses.mean_squared_error,
    "mean_absolute_error": losses.mean_absolute_error,
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
    # 11 A network that reads
    "baseline": recognition.baseline,
    "digits": recognition.digits,
    "confusion_matrix": recognition.confusion_matrix,
    "most_confused": recognition.most_confused,
    "surest_mistakes": recognition.surest_mistakes,
    "repair_digit_shares": recognition.share_read,
}
