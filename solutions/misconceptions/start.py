"""Lesson 00, wrong on purpose."""

import numpy as np

from solutions.registry import mistake, wrong_prediction

# double

REPEATED = (
    "It looks as if a list was multiplied by two: Python then lays two copies of it end to end. Only an "
    "array is multiplied number by number."
)
IN_PLACE = (
    "It looks as if the numbers are changed in the array that you were given (with *=, or by writing into "
    "x[...]). The caller still holds that array: make a new one."
)


@mistake("double", "a list repeated", REPEATED)
def double_list_repeated(x):
    return x * 2


@mistake("double", "a list repeated, then made an array", REPEATED)
def double_list_repeated_as_array(x):
    return np.array(x * 2)


@mistake("double", "changes its input", IN_PLACE)
def double_in_place(x):
    x = np.asarray(x, dtype=float)
    x *= 2
    return x


@mistake("double", "changes its input, list or array", IN_PLACE)
def double_entry_by_entry(x):
    for position in range(len(x)):
        x[position] = x[position] * 2
    return np.array(x)


@mistake(
    "double",
    "changes its input, and hands it back",
    "It looks as if x itself is changed, number by number, and handed back: the caller's numbers are no "
    "longer what they were, and a list stays a list. Make a new array.",
)
def double_and_hand_back(x):
    for position in range(len(x)):
        x[position] = x[position] * 2
    return x


@mistake(
    "double",
    "changes its input, a list repeated",
    "It looks as if x is changed in place by x *= 2: an array that the caller still holds is changed, and "
    "a list is laid twice end to end.",
)
def double_in_place_repeated(x):
    x *= 2
    return x


@mistake(
    "double",
    "a list comes back",
    "It looks as if the doubled numbers come back in a list. The numbers are fine: an array is asked for.",
)
def double_as_list(x):
    return [2 * value for value in x]


@mistake(
    "double",
    "squares",
    "It looks as if every number is multiplied by itself (** 2), and not by two.",
)
def double_squares(x):
    return np.array(x) ** 2


@mistake("double", "adds two", "It looks as if two is added to every number, and not multiplied.")
def double_adds_two(x):
    return np.array(x) + 2


@mistake(
    "double",
    "lays copies end to end",
    "It looks as if copies of x are laid end to end: every number should stay in its place, twice as large.",
)
def double_end_to_end(x):
    return np.concatenate([x, x])


@mistake(
    "double",
    "whole numbers",
    "It looks as if the numbers are turned into whole numbers on the way: what stands after the point is "
    "lost.",
)
def double_whole_numbers(x):
    return np.array(x, dtype=int) * 2


# column_means


@mistake(
    "column_means",
    "wrong axis",
    "It looks as if the means run along each row (axis 1). The columns are wanted: along axis 0, down the "
    "rows.",
)
def column_means_wrong_axis(X):
    return X.mean(axis=1)


@mistake(
    "column_means",
    "wrong axis, divided by N",
    "It looks as if each row is added up (axis 1) and the total divided by the number of rows. The columns are "
    "wanted: along axis 0, down the rows.",
)
def column_means_wrong_axis_by_rows(X):
    return X.sum(axis=1) / len(X)


@mistake(
    "column_means",
    "one number",
    "It looks as if all numbers of the table are taken together. With axis=... each column stays "
    "apart.",
)
def column_means_one_number(X):
    return X.mean()


@mistake(
    "column_means",
    "keeps a dimension",
    "It looks as if the result keeps its second axis, with the shape (1, n), as keepdims=True does. Here the "
    "flat shape (n,) is asked for.",
)
def column_means_keeps(X):
    return X.mean(axis=0, keepdims=True)


@mistake(
    "column_means",
    "not divided",
    "It looks as if these are the totals of the columns: a mean is a total divided by how many numbers "
    "were added, here N.",
)
def column_means_totals(X):
    return X.sum(axis=0)


@mistake(
    "column_means",
    "divided by the columns",
    "It looks as if the totals are divided by the number of columns, n. Each total is a sum of N numbers, "
    "one from each row.",
)
def column_means_by_columns(X):
    return X.sum(axis=0) / X.shape[1]


@mistake(
    "column_means",
    "changes its input",
    "It looks as if the table that you were given is changed on the way (with /=, say). Make new numbers "
    "of it, and leave it as it is.",
)
def column_means_in_place(X):
    X /= len(X)
    return X.sum(axis=0)


@mistake(
    "column_means",
    "middle values",
    "It looks as if these are medians, the middle values. The mean is the total divided by how many.",
)
def column_means_medians(X):
    return np.median(X, axis=0)


@mistake(
    "column_means",
    "last row left out",
    "It looks as if the last row is not added. A range that should reach every row ends at N.",
)
def column_means_last_row(X):
    return X[:-1].sum(axis=0) / len(X)


# center_order

FLAT = (
    "It looks as if the means are flat, shape (N,): they lie along the columns, or do not fit at all. One "
    "of the lines keeps them upright, shape (N, 1)."
)
FLAT_AND_IN_PLACE = (
    "It looks as if the means are flat, shape (N,): they lie along the columns, or do not fit at all. Line "
    "B, besides, changes the table that the caller still holds."
)
NOT_MADE = (
    "It looks as if line B changes the table that the caller still holds, and a later line uses a name that "
    "has not been made by then."
)


def _order(name, letters, hint):
    mistake("center_order", name, hint)(lambda: letters)


_order("flat means", "E A C", FLAT)
_order("flat means, nothing returned", "E A", FLAT)
_order("flat means taken from the input", "E B A C", FLAT_AND_IN_PLACE)
_order("flat means taken from the input, nothing returned", "E B", FLAT_AND_IN_PLACE)
_order("flat means taken from the input, the result not made", "E B C", FLAT_AND_IN_PLACE)
_order("flat means taken from the input, the result too late", "E B C A", FLAT_AND_IN_PLACE)
_order("flat means, the input changed at the end", "E A B C", FLAT_AND_IN_PLACE)
_order(
    "used before it is made",
    "A D C",
    "It looks as if a line uses a name that is made only further down. Read your order from the top, and say "
    "for each line which names it needs.",
)
_order(
    "a line is missing",
    "D C",
    "It looks as if a line uses a name that none of your lines makes. Which line makes it?",
)
_order(
    "changes its input",
    "D B A C",
    "It looks as if the means are taken away twice, once by line B. That line also changes the "
    "table that the caller still holds.",
)
_order(
    "changes its input at the end",
    "D A B C",
    "The result is right, but line B changes the table that the caller still holds. Is it needed?",
)
_order(
    "nothing returned",
    "D A",
    "It looks as if the lines hand nothing back: the last one should return the result.",
)
_order(
    "changes its input, nothing returned",
    "D B",
    "It looks as if line B is used and nothing is returned: the caller's table is changed, and a new "
    "one is what should come back.",
)
_order("changes its input, the result not made", "D B C", NOT_MADE)
_order("changes its input, the result too late", "D B C A", NOT_MADE)


# scale_rows

COLUMNS = (
    "It looks as if the factors are laid along the columns. NumPy compares shapes from the right, so "
    "the numbers of a flat array belong to the columns. Only in a column, shape (N, 1), does each belong to a row."
)


@mistake("scale_rows", "scales columns", COLUMNS)
def scale_rows_columns(X, factors):
    return X * factors


@mistake(
    "scale_rows",
    "changes its input",
    "It looks as if X itself is changed (with *=, or by writing into its rows, which are views): the "
    "caller still holds it. Work on a copy, or make a new array.",
)
def scale_rows_in_place(X, factors):
    for row, factor in zip(X, factors, strict=True):
        row *= factor
    return X


@mistake(
    "scale_rows",
    "left transposed",
    "It looks as if the result is turned over, with rows and columns exchanged: it should have the shape "
    "of X.",
)
def scale_rows_transposed(X, factors):
    return X.T * factors


@mistake(
    "scale_rows",
    "adds the rows up",
    "It looks as if the scaled rows are added up into one. Each row should stay a row of its own.",
)
def scale_rows_product(X, factors):
    return factors @ X


@mistake(
    "scale_rows",
    "one factor for all",
    "It looks as if the first factor is used for every row. Each row has its own.",
)
def scale_rows_first_factor(X, factors):
    return X * factors[0]


@mistake(
    "scale_rows",
    "adds the factors",
    "It looks as if the factors are added to the rows, and not multiplied.",
)
def scale_rows_adds(X, factors):
    return X + factors[:, np.newaxis]


@mistake(
    "scale_rows",
    "divides",
    "It looks as if each row is divided by its factor, and not multiplied.",
)
def scale_rows_divides(X, factors):
    return X / factors[:, np.newaxis]


@mistake(
    "scale_rows",
    "a list of rows",
    "It looks as if the scaled rows come back in a list. They are right: make one array of them.",
)
def scale_rows_list(X, factors):
    return [factor * row for row, factor in zip(X, factors, strict=True)]


@mistake(
    "scale_rows",
    "columns by a diagonal",
    "It looks as if X stands to the left of a matrix with the factors on its diagonal: that scales the "
    "columns, where it fits at all.",
)
def scale_rows_diagonal(X, factors):
    return X @ np.diag(factors)


# row_distances


@mistake(
    "row_distances",
    "no square root",
    "It looks as if these are the squared distances: the square root is still to be taken.",
)
def row_distances_squared(X, point):
    return ((X - point) ** 2).sum(axis=1)


@mistake(
    "row_distances",
    "sums over the wrong axis",
    "It looks as if the squares are added down the rows (axis 0), which gives one number a column. One number "
    "a row is wanted: add along axis 1.",
)
def row_distances_wrong_axis(X, point):
    return np.sqrt(((X - point) ** 2).sum(axis=0))


@mistake(
    "row_distances",
    "adds the lengths of the legs",
    "It looks as if the differences are added without their signs. That is the way along the streets of a town: "
    "for the straight line they are squared first, and one root is taken of the sum.",
)
def row_distances_streets(X, point):
    return np.abs(X - point).sum(axis=1)


@mistake(
    "row_distances",
    "differences added, then squared",
    "It looks as if the differences are added first, and the sum made positive after. A step left and "
    "a step up must not cancel: square each difference before adding.",
)
def row_distances_sum_first(X, point):
    return np.abs((X - point).sum(axis=1))


@mistake(
    "row_distances",
    "one number",
    "It looks as if one number is made of the whole table. Each row should give its own distance: add along "
    "axis 1 only.",
)
def row_distances_one_number(X, point):
    return np.sqrt(((X - point) ** 2).sum())


@mistake(
    "row_distances",
    "keeps a dimension",
    "It looks as if the result is a column, shape (N, 1), as keepdims=True gives. Here the flat shape (N,) is "
    "asked for.",
)
def row_distances_keeps(X, point):
    return np.sqrt(((X - point) ** 2).sum(axis=1, keepdims=True))


@mistake(
    "row_distances",
    "mean in place of the sum",
    "It looks as if the mean of the squares is taken. Pythagoras adds them, and does not divide by how "
    "many there are.",
)
def row_distances_mean(X, point):
    return np.sqrt(((X - point) ** 2).mean(axis=1))


@mistake(
    "row_distances",
    "changes its input",
    "It looks as if X is changed on the way (with -=, say): the caller still holds it. Give the "
    "difference a name of its own.",
)
def row_distances_in_place(X, point):
    X -= point
    return np.sqrt((X**2).sum(axis=1))


@mistake(
    "row_distances",
    "the point forgotten",
    "It looks as if these are distances to zero: the point is not taken away from the rows.",
)
def row_distances_to_zero(X, point):
    return np.sqrt((X**2).sum(axis=1))


@mistake(
    "row_distances",
    "added and not subtracted",
    "It looks as if the point is added to the rows. The step from one place to another is a difference.",
)
def row_distances_adds(X, point):
    return np.sqrt(((X + point) ** 2).sum(axis=1))


@mistake(
    "row_distances",
    "not added up",
    "It looks as if every difference stands alone, a whole table of them: add each row up, "
    "so that one number a row is left.",
)
def row_distances_table(X, point):
    return np.sqrt((X - point) ** 2)


# repair_largest_rise


@mistake(
    "repair_largest_rise",
    "still broadcasts",
    "It looks as if a flat array still meets a column: every reading of today is compared with every reading "
    "of yesterday. Bring both to one shape before you subtract.",
)
def repair_still(today, yesterday):
    return (today - yesterday).max()


@mistake(
    "repair_largest_rise",
    "only yesterday is made flat",
    "It looks as if only yesterday is brought into another shape. Today may be the column.",
)
def repair_yesterday_only(today, yesterday):
    return (today - yesterday.ravel()).max()


@mistake(
    "repair_largest_rise",
    "only today is made flat",
    "It looks as if only today is brought into another shape. Yesterday may be the column.",
)
def repair_today_only(today, yesterday):
    return (today.ravel() - yesterday).max()


@mistake(
    "repair_largest_rise",
    "yesterday must be a column",
    "It looks as if yesterday is taken for a column in every case. Where it is flat, it has no second axis to "
    "pick from.",
)
def repair_needs_column(today, yesterday):
    return (today - yesterday[:, 0]).max()


@mistake(
    "repair_largest_rise",
    "picked from the diagonal",
    "It looks as if the right pairs are picked out of a table of all pairs, from its diagonal. Where both "
    "arrays have one shape already, there is no such table.",
)
def repair_diagonal(today, yesterday):
    return np.diag(today - yesterday).max()


@mistake(
    "repair_largest_rise",
    "the two maxima subtracted",
    "It looks as if the largest reading of yesterday is taken from the largest of today. They may come from "
    "two places: subtract place by place first, then look for the largest.",
)
def repair_maxima(today, yesterday):
    return today.max() - yesterday.max()


@mistake(
    "repair_largest_rise",
    "a drop is counted",
    "It looks as if a drop is counted as a rise. A rise is today less yesterday, and a drop, below zero, "
    "is no rise.",
)
def repair_drop(today, yesterday):
    return np.abs(today.ravel() - yesterday.ravel()).max()


@mistake(
    "repair_largest_rise",
    "all rises",
    "It looks as if all rises come back. One number is wanted, the largest of them.",
)
def repair_all(today, yesterday):
    return today.ravel() - yesterday.ravel()


@mistake(
    "repair_largest_rise",
    "the mean rise",
    "It looks as if this is the mean of the rises. The largest is wanted.",
)
def repair_mean(today, yesterday):
    return (today.ravel() - yesterday.ravel()).mean()


@mistake(
    "repair_largest_rise",
    "changes its input",
    "It looks as if today is changed on the way (with -=, on today or on a view of it). The caller still holds "
    "it.",
)
def repair_in_place(today, yesterday):
    rises = today.reshape(-1)
    rises -= yesterday.reshape(-1)
    return rises.max()


# swap_rows


@mistake(
    "swap_rows",
    "a view kept in place of a copy",
    "It looks as if both places now hold what was row j: row i was written over before its numbers were safe. "
    "A row taken out of an array by its number is a view, and it follows every change.",
)
def swap_rows_view(X, i, j):
    swapped = X.copy()
    kept = swapped[i]
    swapped[i] = swapped[j]
    swapped[j] = kept
    return swapped


@mistake(
    "swap_rows",
    "the other row written over",
    "It looks as if both places now hold what was row i: row j was written over before its numbers were safe. "
    "A row taken out of an array by its number is a view, and it follows every change.",
)
def swap_rows_other_view(X, i, j):
    swapped = X.copy()
    kept = swapped[j]
    swapped[j] = swapped[i]
    swapped[i] = kept
    return swapped


@mistake(
    "swap_rows",
    "changes its input",
    "It looks as if the rows are exchanged in X itself: the caller still holds it. Exchange them in a copy.",
)
def swap_rows_in_place(X, i, j):
    X[[i, j]] = X[[j, i]]
    return X


@mistake(
    "swap_rows",
    "changes its input, by a view",
    "It looks as if X itself is changed, and both places now hold what was row j: a row that was put aside as "
    "a view followed the change. Work on a copy of X.",
)
def swap_rows_in_place_view(X, i, j):
    X[i], X[j] = X[j], X[i]
    return X


@mistake(
    "swap_rows",
    "columns exchanged",
    "It looks as if columns change places, where they exist at all. Rows are numbered by the first index.",
)
def swap_rows_columns(X, i, j):
    swapped = X.copy()
    swapped[:, [i, j]] = swapped[:, [j, i]]
    return swapped


@mistake(
    "swap_rows",
    "nothing exchanged",
    "It looks as if the table comes back as it was: no row has changed its place.",
)
def swap_rows_nothing(X, i, j):
    return X.copy()


@mistake(
    "swap_rows",
    "only the two rows",
    "It looks as if only the two rows come back. The whole table is wanted, with all other rows in their "
    "places.",
)
def swap_rows_only_two(X, i, j):
    return X[[j, i]]


# Predictions

wrong_prediction(
    "predict_list",
    [2, 4, 6],
    "That is what an array gives. A list knows nothing of arithmetic: times two, it is laid out twice.",
)
wrong_prediction(
    "predict_list",
    [[1, 2, 3], [1, 2, 3]],
    "Close: the two copies are not kept apart, they make one longer list.",
)
wrong_prediction(
    "predict_view", (2, 1), "A slice is a view: `b` is a window on the numbers of `a`, not a copy."
)
wrong_prediction(
    "predict_view",
    (9, 9),
    "The first is right. For `c` there is a copy in between, with numbers of its own.",
)
wrong_prediction(
    "predict_view",
    (2, 9),
    "It is the other way round: `b` is a view, and `c` has numbers of its own.",
)
wrong_prediction("predict_list", "error", "Python does not mind: there is a result.")
wrong_prediction("predict_view", (1, 9), "Mind the order: `a[1]` first, then `a[0]`.")
wrong_prediction(
    "predict_axis", (3,), "axis=0 is the one that goes. Which length is left, rows or columns?"
)
wrong_prediction(
    "predict_axis", (1, 2), "Without keepdims the axis that is summed disappears altogether."
)
wrong_prediction("predict_axis", (), "Only a sum without `axis` takes everything together.")
wrong_prediction(
    "predict_axis", 2, "The length is right. A shape is written in brackets: (2,) for one axis."
)
wrong_prediction(
    "predict_stretch", (4, 3), "Each axis keeps its place: the first length comes first."
)
wrong_prediction("predict_stretch", "error", "A length of 1 fits every length: it is stretched.")
wrong_prediction("predict_stretch", (3, 1), "The 1 is stretched to the length that it meets.")
wrong_prediction(
    "predict_no_fit",
    (2, 4),
    "Write the shapes flush right: the 2 of (2,) stands under the 4, and neither is 1.",
)
wrong_prediction(
    "predict_no_fit",
    (2, 2),
    "Write the shapes flush right: the 2 of (2,) stands under the 4, and neither is 1.",
)
wrong_prediction(
    "predict_product_shape",
    (3, 3),
    "The two inner sizes go; the outer two stay.",
)
wrong_prediction(
    "predict_product_shape",
    (2, 4),
    "The first length comes from the left matrix, the second from the right.",
)
wrong_prediction(
    "predict_product_shape", "error", "The inner sizes are 3 and 3: they are equal, and so it fits."
)
wrong_prediction(
    "predict_distance",
    7,
    "That is the way along the streets, 3 and then 4. The straight line is shorter.",
)
wrong_prediction("predict_distance", 25, "That is the squared distance. Take its root.")
wrong_prediction("predict_start_bug", "a", "`max` does take the largest. Look at what it is given.")
wrong_prediction("predict_start_bug", "c", "Nothing is written into either array here.")
wrong_prediction("predict_start_bug", "d", "Today less yesterday is a rise where today is larger.")
