"""Mutants of the reference that no check can notice, because nothing that is promised changes; and why.

The key is the function with the line before and after, as `tools/mutants.py` writes it.
"""

SAME_AT_ZERO = "At 0 both branches give the same number."
ANY_GATE = "Many weights make this gate; these do, too."

EQUIVALENT: dict[str, str] = {
    # arrays
    "double: return 2.0 * np.asarray(x, dtype=float) -> return 2.0 * np.asarray(x)": (
        "2.0 times whole numbers is floating point as well."
    ),
    # activations
    "sigmoid: return np.where(x >= 0, 1.0, power) / (1.0 + power) -> return np.where(x > 0, 1.0, power) / "
    "(1.0 + power)": SAME_AT_ZERO,
    "leaky_relu: return np.where(x > 0, x, slope * x) -> return np.where(x >= 0, x, slope * x)": SAME_AT_ZERO,
    "elu: return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0))) -> return np.where(x >= 0, x, "
    "alpha * np.expm1(np.minimum(x, 0.0)))": SAME_AT_ZERO,
    "elu: return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0))) -> return np.where(x > 0, x, "
    "alpha * np.expm1(np.minimum(x, 1.0)))": "The bound only keeps a branch that is not taken from overflowing.",
    "repair_votes: layer = Dense(*weights.shape, np.random.default_rng(0)) -> layer = "
    "Dense(*weights.shape, np.random.default_rng(1))": "The weights that were drawn are replaced at once.",
    # neurons and layers by hand
    "or_gate: return (np.array([1.0, 1.0]), -0.5) -> return (np.array([2.0, 1.0]), -0.5)": ANY_GATE,
    "or_gate: return (np.array([1.0, 1.0]), -0.5) -> return (np.array([1.0, 2.0]), -0.5)": ANY_GATE,
    "xor_layer: weights = np.array([[1.0, 1.0], [1.0, 1.0]]) -> weights = np.array([[2.0, 1.0], [1.0, 1.0]])": (
        ANY_GATE
    ),
    "xor_layer: weights = np.array([[1.0, 1.0], [1.0, 1.0]]) -> weights = np.array([[1.0, 2.0], [1.0, 1.0]])": (
        ANY_GATE
    ),
    "xor_layer: return (weights, np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -0.5) -> return (weights, "
    "np.array([-0.5, -1.5]), np.array([1.0, -2.0]), -0.5)": ANY_GATE,
    # gradients
    "neuron_backward: dz = dvalue if w @ x + b > 0 else 0.0 -> dz = dvalue if x @ w + b > 0 else 0.0": (
        "The product of two vectors has no order."
    ),
    "numerical_gradient: f: Callable[[np.ndarray], float], x: np.ndarray, h: float=1e-05 -> f: "
    "Callable[[np.ndarray], float], x: np.ndarray, h: float=2e-05": (
        "Twice so small a step changes the slope by less than rounding does."
    ),
    "numerical_gradient: point = x.copy() -> point = x": "Each entry is put back, to the last bit.",
    "numerical_gradient: gradient = np.zeros_like(point) -> gradient = np.ones_like(point)": (
        "Every entry is written before the array is returned."
    ),
    # mlp
    "_dense: layer = Dense(*weights.shape, np.random.default_rng(0)) -> layer = Dense(*weights.shape, "
    "np.random.default_rng(1))": "The weights that were drawn are replaced at once.",
    # storage
    "load_parameters: with np.load(path, allow_pickle=False) as archive: -> with np.load(path) as archive:": (
        "NumPy's own default."
    ),
    "load_parameters: with np.load(path, allow_pickle=False) as archive: -> with np.load(path, "
    "allow_pickle=True) as archive:": "It matters for hostile files only; arrays of numbers load alike.",
    # training well
    "fit: best, best_loss, waited = ([], np.inf, 0) -> best, best_loss, waited = ([], np.inf, 1)": (
        "The first epoch is better than infinity and sets the count back to 0."
    ),
    "split_and_augment: copies = X[learned] + noise * rng.standard_normal(X[learned].shape) -> copies = "
    "X[learned] - noise * rng.standard_normal(X[learned].shape)": "Noise is as often up as down.",
    "Dropout.__init__: if not 0 <= rate < 1: -> if not 0 <= rate < 2:": (
        "A rate of 1 or more is refused out of kindness; nothing is promised about it."
    ),
    "Dropout.forward: kept = self.rng.random(inputs.shape) >= self.rate -> kept = "
    "self.rng.random(inputs.shape) > self.rate": "A draw is never exactly the rate.",
    # a network that reads
    "surest_mistakes: return wrong[np.argsort(-probabilities[wrong].max(axis=1), kind='stable')] -> return "
    "wrong[np.argsort(-probabilities[wrong].max(axis=1))]": "Which of two equally sure comes first is not promised.",
}

RECIPES: dict[str, str] = dict.fromkeys(
    ("learn", "reader", "one_layer", "two_layers"),
    "A recipe for training: it is judged by the accuracy that it reaches, and other settings reach it, too.",
)
"""Functions of the reference of which any mutant that is accepted is as right as the original."""
