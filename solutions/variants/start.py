"""Lesson 00, right in other hands."""

import math
import operator

import numpy as np

from solutions.registry import variant


@variant("double")
def double_by_two(x):
    return np.array(x) * 2


@variant("double")
def double_by_adding(x):
    x = np.asarray(x)
    return x + x


@variant("double")
def double_by_comprehension(x):
    return np.array([2 * value for value in x])


@variant("double")
def double_on_a_copy(x):
    result = np.array(x, dtype=np.float32)
    result *= 2
    return result


@variant("double")
def double_with_a_function(x):
    return np.multiply(x, 2)


@variant("column_means")
def column_means_by_function(X):
    return np.mean(X, axis=0)


@variant("column_means")
def column_means_by_sum(X):
    return X.sum(0) / len(X)


@variant("column_means")
def column_means_by_loops(X):
    N, n = X.shape
    means = np.zeros(n)
    for j in range(n):
        for i in range(N):
            means[j] += X[i, j] / N
    return means


@variant("column_means")
def column_means_of_the_transpose(X):
    return np.array([sum(column) / len(column) for column in X.T])


@variant("column_means")
def column_means_by_product(X):
    return np.full(len(X), 1 / len(X)) @ X


@variant("column_means")
def column_means_by_einsum(X):
    return np.einsum("ij->j", X) / X.shape[0]


@variant("center_order")
def center_order_without_spaces():
    return "dac"


@variant("center_order")
def center_order_with_commas():
    return "D, A, C"


@variant("center_order")
def center_order_with_a_needless_line():
    return "E D A C"


@variant("center_order")
def center_order_with_a_line_never_reached():
    return "D A C B"


@variant("scale_rows")
def scale_rows_by_reshape(X, factors):
    return factors.reshape(-1, 1) * X


@variant("scale_rows")
def scale_rows_by_none(X, factors):
    return X * factors[:, None]


@variant("scale_rows")
def scale_rows_by_loop(X, factors):
    result = np.zeros_like(X)
    for i in range(len(X)):
        result[i] = X[i] * factors[i]
    return result


@variant("scale_rows")
def scale_rows_transposed_twice(X, factors):
    return (X.T * factors).T


@variant("scale_rows")
def scale_rows_by_diagonal(X, factors):
    return np.diag(factors) @ X


@variant("scale_rows")
def scale_rows_by_comprehension(X, factors):
    return np.array([row * factor for row, factor in zip(X, factors, strict=True)])


@variant("scale_rows")
def scale_rows_on_a_copy(X, factors):
    result = X.copy()
    for row, factor in zip(result, factors, strict=True):
        row *= factor
    return result


@variant("row_distances")
def row_distances_by_norm(X, point):
    return np.linalg.norm(X - point, axis=1)


@variant("row_distances")
def row_distances_by_loop(X, point):
    return np.array([math.dist(row, point) for row in X])


@variant("row_distances")
def row_distances_by_einsum(X, point):
    step = X - point
    return np.einsum("ij,ij->i", step, step) ** 0.5


@variant("row_distances")
def row_distances_in_plain_python(X, point):
    found = []
    for row in X.tolist():
        total = 0
        for one, other in zip(row, point.tolist(), strict=True):
            total += (one - other) ** 2
        found.append(math.sqrt(total))
    return np.array(found)


@variant("row_distances")
def row_distances_from_the_other_side(X, point):
    return np.sqrt(np.sum(np.square(point[np.newaxis] - X), axis=-1))


@variant("repair_largest_rise")
def repair_by_reshape(today, yesterday):
    return (today.reshape(-1, 1) - yesterday.reshape(-1, 1)).max()


@variant("repair_largest_rise")
def repair_by_flatten(today, yesterday):
    return np.max(today.flatten() - yesterday.flatten())


@variant("repair_largest_rise")
def repair_by_loop(today, yesterday):
    pairs = zip(today.ravel().tolist(), yesterday.ravel().tolist(), strict=True)
    return max(one - other for one, other in pairs)


@variant("repair_largest_rise")
def repair_by_shape_of_the_other(today, yesterday):
    return float((today - yesterday.reshape(today.shape)).max())


@variant("repair_largest_rise")
def repair_by_asking(today, yesterday):
    if today.ndim == 2:
        today = today[:, 0]
    if yesterday.ndim == 2:
        yesterday = yesterday[:, 0]
    return (today - yesterday).max()


@variant("swap_rows")
def swap_rows_by_list(X, i, j):
    swapped = X.copy()
    swapped[[i, j]] = swapped[[j, i]]
    return swapped


@variant("swap_rows")
def swap_rows_by_order(X, i, j):
    order = list(range(len(X)))
    order[i], order[j] = order[j], order[i]
    return X[order]


@variant("swap_rows")
def swap_rows_with_a_copied_row(X, i, j):
    swapped = np.array(X)
    kept = swapped[i].copy()
    swapped[i] = swapped[j]
    swapped[j] = kept
    return swapped


@variant("swap_rows")
def swap_rows_by_lists(X, i, j):
    rows = X.tolist()
    rows[i], rows[j] = rows[j], rows[i]
    return np.array(rows)


# Written from the learner's notebook alone


@variant("scale_rows")
def scale_rows_by_a_diagonal(X, factors):
    return np.diag(factors) @ X


@variant("scale_rows")
def scale_rows_column_by_column(X, factors):
    return np.apply_along_axis(lambda column: column * factors, 0, X)


@variant("scale_rows")
def scale_rows_from_lists(X, factors):
    rows = zip(X.tolist(), factors.tolist(), strict=True)
    return np.array([[entry * factor for entry in row] for row, factor in rows])


@variant("repair_largest_rise")
def largest_rise_by_map(today, yesterday):
    return sorted(map(operator.sub, today.flat, yesterday.flat))[-1]
