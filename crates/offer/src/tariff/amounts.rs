//! Exact amounts shown to the cent so that rows and columns add up to what stands under them.
//!
//! The total is rounded first, once. Rows and columns share it out by the largest remainder (Hamilton), and so do the
//! cells, along paths that keep every row and column true: no cell is moved by more than it takes.

use super::cost::Cost;

/// Cents that are shown: of each cell, each row, each column, and the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// Of each row, of each column in it.
    pub(super) cells: Vec<Vec<i128>>,
    /// Of each row.
    pub(super) rows: Vec<i128>,
    /// Of each column.
    pub(super) columns: Vec<i128>,
    /// Of the whole.
    pub(super) total: i128,
}

/// Rounds a table of exact amounts; none where a sum is too large.
pub(super) fn show(cells: &[Vec<Cost>], columns: usize) -> Option<Shown> {
    let of_rows: Vec<Cost> = cells.iter().map(|row| sum(row.iter().copied())).collect::<Option<_>>()?;
    let of_columns: Vec<Cost> =
        (0..columns).map(|place| sum(cells.iter().map(|row| row[place]))).collect::<Option<_>>()?;
    let total = sum(of_rows.iter().copied())?.cents();
    let (rows, columns) = (apportion(&of_rows, total), apportion(&of_columns, total));
    let cells = fit(cells, &rows, &columns);
    Some(Shown { cells, rows, columns, total })
}

fn sum(mut costs: impl Iterator<Item = Cost>) -> Option<Cost> {
    costs.try_fold(Cost::default(), |sum, each| sum.checked_add(each))
}

/// Shares out so many cents over exact amounts: each rounded down, and what is left to the largest remainders (the first
/// of equal ones). An amount of nothing gets nothing.
fn apportion(exact: &[Cost], total: i128) -> Vec<i128> {
    let floors: Vec<(i128, i128)> = exact.iter().map(|cost| cost.floor_cents()).collect();
    let mut shown: Vec<i128> = floors.iter().map(|(cents, _)| *cents).collect();
    let left = total - shown.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..exact.len()).filter(|place| floors[*place].1 > 0).collect();
    order.sort_by_key(|place| std::cmp::Reverse(floors[*place].1));
    let left = usize::try_from(left).unwrap_or(0);
    order.iter().take(left).for_each(|place| shown[*place] += 1);
    shown
}

/// Cells rounded down, then raised by a cent each where a row and a column both still want one: the largest remainders
/// first, others moved aside where needed (augmenting paths). Where there is no such way, a cell is raised twice.
fn fit(exact: &[Vec<Cost>], rows: &[i128], columns: &[i128]) -> Vec<Vec<i128>> {
    let floors: Vec<Vec<(i128, i128)>> =
        exact.iter().map(|row| row.iter().map(|cost| cost.floor_cents()).collect()).collect();
    let mut raised: Vec<Vec<i128>> = floors.iter().map(|row| vec![0; row.len()]).collect();
    let floor_of_row = |row: usize| floors[row].iter().map(|cell| cell.0).sum::<i128>();
    let mut row_wants: Vec<i128> = (0..rows.len()).map(|row| rows[row] - floor_of_row(row)).collect();
    let mut column_wants: Vec<i128> = (0..columns.len())
        .map(|column| columns[column] - floors.iter().map(|row| row[column].0).sum::<i128>())
        .collect();
    for most in 1..=4 {
        for (row, wants) in row_wants.iter_mut().enumerate() {
            while *wants > 0 {
                let mut seen = vec![false; columns.len()];
                if !raise(row, most, &floors, &mut raised, &mut column_wants, &mut seen) {
                    break;
                }
                *wants -= 1;
            }
        }
    }
    let cell = |row: usize, column: usize| floors[row][column].0 + raised[row][column];
    (0..rows.len()).map(|row| (0..columns.len()).map(|column| cell(row, column)).collect()).collect()
}

/// Finds a column for one more cent of a row, moving other rows' cents aside where the column has enough.
fn raise(
    row: usize,
    most: i128,
    floors: &[Vec<(i128, i128)>],
    raised: &mut [Vec<i128>],
    wants: &mut [i128],
    seen: &mut [bool],
) -> bool {
    let mut order: Vec<usize> = (0..wants.len()).filter(|place| !floors[row][*place].eq(&(0, 0))).collect();
    order.sort_by_key(|place| std::cmp::Reverse(floors[row][*place].1));
    for column in order {
        if seen[column] || raised[row][column] >= most {
            continue;
        }
        seen[column] = true;
        let free = wants[column] > 0;
        if free {
            wants[column] -= 1;
        } else {
            let moved = (0..raised.len())
                .filter(|other| *other != row && raised[*other][column] > 0)
                .collect::<Vec<_>>()
                .into_iter()
                .any(|other| {
                    raise(other, most, floors, raised, wants, seen)
                        .then(|| raised[other][column] -= 1)
                        .is_some()
                });
            if !moved {
                continue;
            }
        }
        raised[row][column] += 1;
        return true;
    }
    false
}
