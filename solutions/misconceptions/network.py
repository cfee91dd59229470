"""Wrong answers of lesson 11, as people really give them."""

import numpy as np

from solutions.reference import recognition
from solutions.registry import mistake, wrong_prediction

# Reading images. How many are read says little about why; these do something that can be told.


def _scores(train_images, train_labels, images):
    """Nearness to the mean image of each digit: a quick reader, for mistakes that come after the reading."""
    means = np.array([train_images[train_labels == digit].mean(axis=0) for digit in range(10)])
    return images @ means.T - 0.5 * (means**2).sum(axis=1)


def _untrained(train_images, train_labels, images):
    hidden, output = np.random.default_rng(1).standard_normal((2, 64, 64))
    return (np.maximum(0, images @ hidden) @ output[:, :10]).argmax(axis=1)


def _six_digits(train_images, train_labels, images):
    means = np.array([train_images[train_labels == digit].mean(axis=0) for digit in range(6)])
    return (images @ means.T - 0.5 * (means**2).sum(axis=1)).argmax(axis=1)


for exercise in ("baseline", "digits"):
    mistake(
        exercise,
        "one digit for all",
        "It looks as if every image gets the same answer. Have a look at the scores before argmax: are they numbers, "
        "or nan? Are they the same in every row?",
    )(lambda train_images, train_labels, images: np.zeros(len(images), int))
    mistake(
        exercise,
        "nothing learned",
        "It looks as if nothing was learned: no more images are read than by guessing. Does the training loss fall? "
        "Does the optimizer get the layers' own arrays, and do images and labels keep their pairs?",
    )(_untrained)
    mistake(
        exercise,
        "too little learned",
        "It looks as if something was learned, and not yet enough: it is more than guessing. Look at the loss on "
        "the training images: is it still falling at the end (more epochs), or does it jump up and down (a "
        "smaller learning rate)?",
    )(_six_digits)
    mistake(
        exercise,
        "digits from 1",
        "It looks as if some answers are no digits: they should be from 0 to 9, and argmax counts from 0 already.",
    )(lambda *images: _scores(*images).argmax(axis=1) + 1)
    mistake(
        exercise,
        "scores for labels",
        "It looks as if each image gets ten numbers and not one digit: which of the ten places holds the largest?",
    )(_scores)
    mistake(
        exercise,
        "the wrong axis",
        "It looks as if there is one answer for each of the ten classes and not one for each image: along which axis "
        "is the largest score looked for?",
    )(lambda *images: _scores(*images).argmax(axis=0))
    mistake(
        exercise,
        "the training images read",
        "It looks as if the answers are for the training images: there are as many as those. The third argument holds "
        "the images to read.",
    )(lambda train_images, train_labels, images: train_labels.copy())
    mistake(
        exercise,
        "a column of labels",
        "It looks as if the labels stand in a column. They should be flat, of shape (number of images,).",
    )(lambda *images: _scores(*images).argmax(axis=1)[:, np.newaxis])
    mistake(
        exercise,
        "labels that are not whole",
        "It looks as if the labels are floating-point numbers. Class numbers are whole numbers, as argmax gives them.",
    )(lambda *images: _scores(*images).argmax(axis=1).astype(float))


# confusion_matrix


@mistake(
    "confusion_matrix",
    "transposed",
    "It looks as if rows and columns are exchanged: the true class says the row, the answer says the column.",
)
def transposed(true, predicted, n_classes):
    return recognition.confusion_matrix(predicted, true, n_classes)


@mistake(
    "confusion_matrix",
    "empty classes missing",
    "It looks as if the size comes from the classes that occur. A class without a sample keeps its row and its "
    "column: the size is n_classes.",
)
def classes_that_occur(true, predicted, n_classes):
    return recognition.confusion_matrix(true, predicted, max(true.max(), predicted.max()) + 1)


@mistake(
    "confusion_matrix",
    "counted once",
    "It looks as if a pair of classes that comes several times is counted once only. With lists of indices, "
    "`matrix[rows, columns] += 1` adds 1 to each place once, however often the place is named.",
)
def counted_once(true, predicted, n_classes):
    matrix = np.zeros((n_classes, n_classes), int)
    matrix[true, predicted] += 1
    return matrix


@mistake(
    "confusion_matrix",
    "floating-point counts",
    "It looks as if the counts are floating-point numbers. np.zeros makes those unless it is told otherwise "
    "with dtype=int.",
)
def counts_as_floats(true, predicted, n_classes):
    return recognition.confusion_matrix(true, predicted, n_classes).astype(float)


@mistake(
    "confusion_matrix",
    "only the mistakes",
    "It looks as if only mistakes are counted: samples that are read rightly belong on the diagonal.",
)
def without_diagonal(true, predicted, n_classes):
    wrong = true != predicted
    return recognition.confusion_matrix(true[wrong], predicted[wrong], n_classes)


@mistake(
    "confusion_matrix",
    "only the right ones",
    "It looks as if only samples that are read rightly are counted: mistakes belong off the diagonal.",
)
def diagonal_alone(true, predicted, n_classes):
    right = true == predicted
    return recognition.confusion_matrix(true[right], predicted[right], n_classes)


@mistake(
    "confusion_matrix",
    "whole columns",
    "It looks as if whole rows and columns are counted up where one entry is meant: each sample adds 1 at "
    "one place, in the row of its true class and the column of its answer.",
)
def whole_columns(true, predicted, n_classes):
    matrix = np.zeros((n_classes, n_classes), int)
    for one, other in zip(true, predicted, strict=True):
        matrix[one] += 1
        matrix[:, other] += 1
    return matrix


# most_confused


@mistake(
    "most_confused",
    "diagonal counted",
    "It looks as if the diagonal is looked at, too. It counts what was read rightly: no mistake stands there.",
)
def with_diagonal(matrix):
    return np.unravel_index(matrix.argmax(), matrix.shape)


@mistake(
    "most_confused",
    "exchanged",
    "It looks as if the two classes are exchanged: the true class comes first, and it is the row.",
)
def exchanged(matrix):
    return recognition.most_confused(matrix)[::-1]


@mistake(
    "most_confused",
    "both directions together",
    "It looks as if both directions of a mistake are added up. A 3 taken for an 8 and an 8 taken for a 3 are two "
    "mistakes, with a count each.",
)
def both_directions(matrix):
    return recognition.most_confused(np.triu(matrix + matrix.T))


@mistake(
    "most_confused",
    "row and column apart",
    "It looks as if the row with most mistakes and the column with most mistakes are looked for one by one. The "
    "largest single count may stand elsewhere.",
)
def row_and_column_apart(matrix):
    mistakes = matrix - np.diag(matrix.diagonal())
    return mistakes.sum(axis=1).argmax(), mistakes.sum(axis=0).argmax()


@mistake(
    "most_confused",
    "one half only",
    "It looks as if only mistakes above the diagonal are looked at. Below it stand mistakes as well.",
)
def upper_half(matrix):
    return recognition.most_confused(np.triu(matrix))


@mistake(
    "most_confused",
    "the matrix emptied",
    "It looks as if the diagonal of the matrix that you are given is overwritten. Work on a copy of it.",
)
def emptied(matrix):
    np.fill_diagonal(matrix, 0)
    return np.unravel_index(matrix.argmax(), matrix.shape)


@mistake(
    "most_confused",
    "a place counted through",
    "It looks as if one number is returned: argmax of a whole matrix counts through all its entries, row by row. "
    "np.unravel_index turns that into a row and a column.",
)
def counted_through(matrix):
    return (matrix - np.diag(matrix.diagonal())).argmax()


# surest_mistakes


@mistake(
    "surest_mistakes",
    "least sure first",
    "It looks as if the order is the other way round: the largest confidence comes first. np.argsort begins with the "
    "smallest.",
)
def least_sure_first(probabilities, labels):
    return recognition.surest_mistakes(probabilities, labels)[::-1]


@mistake(
    "surest_mistakes",
    "in the order of the batch",
    "It looks as if the wrong ones stand in the order of the batch. They should be sorted by confidence.",
)
def unsorted(probabilities, labels):
    return np.flatnonzero(probabilities.argmax(axis=1) != labels)


@mistake(
    "surest_mistakes",
    "places among the mistakes",
    "It looks as if the numbers count through the mistakes only. After sorting, the places have to be turned "
    "back into rows of the batch.",
)
def places_among_mistakes(probabilities, labels):
    wrong = probabilities.argmax(axis=1) != labels
    return np.argsort(-probabilities[wrong].max(axis=1))


@mistake(
    "surest_mistakes",
    "all images",
    "It looks as if all images are listed. Only those belong here whose answer is not the label.",
)
def all_images(probabilities, labels):
    return np.argsort(-probabilities.max(axis=1))


@mistake(
    "surest_mistakes",
    "the right ones",
    "It looks as if the images that are read rightly are listed, and not those that are read wrongly.",
)
def right_ones(probabilities, labels):
    right = np.flatnonzero(probabilities.argmax(axis=1) == labels)
    return right[np.argsort(-probabilities[right].max(axis=1))]


@mistake(
    "surest_mistakes",
    "by the true class",
    "It looks as if the order goes by the share of the true class. Here it goes by the confidence: the share of the "
    "answer that the network gave, the largest of the row.",
)
def by_true_class(probabilities, labels):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(probabilities[wrong, labels[wrong]])]


@mistake(
    "surest_mistakes",
    "shares for rows",
    "It looks as if the confidences are returned. Asked for are the numbers of the rows where they stand.",
)
def shares_for_rows(probabilities, labels):
    wrong = probabilities.argmax(axis=1) != labels
    return np.sort(probabilities[wrong].max(axis=1))[::-1]


# repair_digit_shares


@mistake(
    "repair_digit_shares",
    "columns still",
    "It looks as if each count is still divided by its column's sum: all images that got this answer. The question is "
    "about all images that are this class.",
)
def by_columns(matrix):
    return matrix.diagonal() / matrix.sum(axis=0)


@mistake(
    "repair_digit_shares",
    "columns, with nan replaced",
    "It looks as if each count is still divided by its column's sum, and what cannot be divided set to 0. That hides "
    "the symptom: the question is about all images that are this class.",
)
def by_columns_quietly(matrix):
    return matrix.diagonal() / np.maximum(matrix.sum(axis=0), 1)


@mistake(
    "repair_digit_shares",
    "a share of all",
    "It looks as if each count is divided by the number of all images. Each class has a number of its own.",
)
def share_of_all(matrix):
    return matrix.diagonal() / matrix.sum()


@mistake(
    "repair_digit_shares",
    "counts",
    "It looks as if these are counts, not shares.",
)
def counts(matrix):
    return matrix.diagonal().astype(float)


@mistake(
    "repair_digit_shares",
    "the share that is missed",
    "It looks as if this is the share that is misread: one minus what is asked for.",
)
def missed(matrix):
    return 1 - recognition.share_read(matrix)


@mistake(
    "repair_digit_shares",
    "a whole table",
    "It looks as if every count is divided, not only those on the diagonal: the result has rows and columns.",
)
def whole_table(matrix):
    return matrix / matrix.sum(axis=1, keepdims=True)


wrong_prediction(
    "remember_network_he",
    0.031,
    "That is the variance, 2 / 64. The deviation is its square root.",
)
wrong_prediction(
    "remember_network_he",
    0.125,
    "That is the square root of 1 / 64. ReLU drops half of the signal: He has a 2.",
)
wrong_prediction(
    "remember_network_dropout",
    3.0,
    "Then the mean over many passes would be half as large. What is kept has to make up for the rest.",
)
wrong_prediction(
    "remember_network_dropout",
    1.5,
    "That shrinks what is kept. It is divided by the share that is kept.",
)
wrong_prediction(
    "remember_network_accuracy",
    1.0,
    "The second sample's largest probability stands at place 1, and its label is 2.",
)
wrong_prediction(
    "remember_network_accuracy",
    0.4,
    "That is the mean of the probabilities at the right places. The accuracy counts how many answers are right.",
)
wrong_prediction(
    "remember_network_accuracy",
    0.0,
    "Places count from 0: the first sample's largest probability stands at place 0, and so says its label.",
)
wrong_prediction(
    "predict_network_parameters", 4736, "Those are the weights. Every neuron has a bias, too."
)
wrong_prediction("predict_network_parameters", 650, "That is the last layer alone.")
wrong_prediction("predict_network_parameters", 4160, "That is the first layer alone.")
wrong_prediction(
    "predict_network_lines",
    "CADB",
    "The optimizer needs slopes from this very batch: they come first.",
)
wrong_prediction("predict_network_cell", (8, 3), "Rows are true: which digit did somebody write?")
wrong_prediction(
    "predict_network_lazy",
    0.5,
    "Count: what does it answer on the 90 images of class 0, and on the other 10?",
)
wrong_prediction("predict_network_lazy", 0.1, "That is the share of class 1, which it misses.")
wrong_prediction(
    "predict_network_bug", "A", "The diagonal is what was read rightly; that is as it should be."
)
wrong_prediction(
    "predict_network_bug",
    "B",
    "Nothing is rounded: dividing whole numbers with / gives decimals.",
)
wrong_prediction(
    "predict_network_bug",
    "C",
    "A count divided by a count is never more than 1 here. Look at which counts.",
)
