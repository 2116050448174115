//! Whether a row is as an operation left it, from the operations that changed it since.

use std::collections::BTreeMap;

/// What changed a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMove {
    By(i64),
    /// Past the program.
    ByHand,
}

/// What became of a row since an operation changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowStanding {
    /// As the operation left it.
    AsLeft,
    /// As it was before: the operation is undone.
    Undone,
    /// Something else, by the last change that stands.
    Moved(RowMove),
}

/// Which operation undoes which.
#[derive(Debug, Default)]
pub struct Undos {
    /// Of each undo what was first done, and whether it takes that back. The undo of an undo does it again.
    roots: BTreeMap<i64, (i64, bool)>,
    /// The undos that go back to what was first done, in order.
    of_root: BTreeMap<i64, Vec<i64>>,
    /// The undos of an operation.
    of_operation: BTreeMap<i64, Vec<i64>>,
}

impl Undos {
    /// Takes each undo with the operation that it undoes, in order.
    pub fn of(pairs: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut undos = Self::default();
        for (undo, undone) in pairs {
            let (root, takes_back) = undos.root(undone);
            undos.roots.insert(undo, (root, !takes_back));
            undos.of_root.entry(root).or_default().push(undo);
            undos.of_operation.entry(undone).or_default().push(undo);
        }
        undos
    }

    fn root(&self, id: i64) -> (i64, bool) {
        self.roots.get(&id).copied().unwrap_or((id, false))
    }

    /// Returns whether what was first done was done, and not taken back, just before an operation.
    fn is_done_before(&self, root: i64, operation: i64) -> bool {
        let undos = self.of_root.get(&root).map_or(&[][..], Vec::as_slice);
        let before = undos.partition_point(|undo| *undo < operation);
        match before.checked_sub(1).and_then(|last| undos.get(last)) {
            Some(last) => !self.root(*last).1,
            None => root < operation,
        }
    }

    /// Returns whether an operation stands: no undo of it does.
    pub fn stands(&self, id: i64) -> bool {
        self.standing_of(id).next().is_none()
    }

    /// Returns the undos of an operation that stand.
    pub fn standing_of(&self, id: i64) -> impl Iterator<Item = i64> {
        let undos = self.of_operation.get(&id).into_iter().flatten();
        undos.copied().filter(|undo| self.stands(*undo))
    }
}

/// Returns what became of a row that an operation changed. `changes` are all of that row from this operation on, oldest first.
pub fn row_standing(operation: i64, changes: &[RowMove], undos: &Undos) -> RowStanding {
    let own = undos.root(operation);
    let mut is_done = true;
    // What is otherwise than it was then, what changed last at the end; of each thing done, the last operation about it.
    let mut otherwise: Vec<(i64, RowMove)> = Vec::new();
    for change in changes {
        let RowMove::By(id) = *change else {
            otherwise.push((0, *change));
            continue;
        };
        let (root, takes_back) = undos.root(id);
        if root == own.0 {
            is_done = takes_back == own.1;
            continue;
        }
        otherwise.retain(|(other, _)| *other != root);
        if undos.is_done_before(root, operation) == takes_back {
            otherwise.push((root, *change));
        }
    }
    match otherwise.last() {
        Some((_, change)) => RowStanding::Moved(*change),
        None if is_done => RowStanding::AsLeft,
        None => RowStanding::Undone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(ids: &[i64]) -> Vec<RowMove> {
        ids.iter().map(|id| RowMove::By(*id)).collect()
    }

    #[test]
    fn a_row_is_as_left_until_something_that_stands_changes_it() {
        // 3 undoes 2, 4 undoes 1, 5 undoes 4, 7 undoes 6.
        let undos = Undos::of([(3, 2), (4, 1), (5, 4), (7, 6)]);
        let standing = |operation, ids: &[i64]| row_standing(operation, &by(ids), &undos);
        assert_eq!(standing(1, &[1]), RowStanding::AsLeft);
        assert_eq!(standing(1, &[1, 2]), RowStanding::Moved(RowMove::By(2)));
        assert_eq!(standing(1, &[1, 2, 3]), RowStanding::AsLeft);
        assert_eq!(standing(1, &[1, 2, 3, 4]), RowStanding::Undone);
        assert_eq!(standing(4, &[4]), RowStanding::AsLeft);
        assert_eq!(standing(4, &[4, 5]), RowStanding::Undone);
        assert_eq!(standing(1, &[1, 4, 5]), RowStanding::AsLeft);
        assert_eq!(standing(1, &[1, 4, 5, 6]), RowStanding::Moved(RowMove::By(6)));
        assert_eq!(standing(1, &[1, 6, 7, 4]), RowStanding::Undone);
        // What was before this operation and is taken back after it is a change, until it is done again.
        assert_eq!(standing(2, &[2, 4]), RowStanding::Moved(RowMove::By(4)));
        assert_eq!(standing(2, &[2, 4, 5]), RowStanding::AsLeft);
        assert_eq!(standing(3, &[3, 4, 5]), RowStanding::AsLeft);
        let by_hand = [RowMove::By(1), RowMove::ByHand];
        assert_eq!(
            row_standing(1, &by_hand, &undos),
            RowStanding::Moved(RowMove::ByHand)
        );
    }

    #[test]
    fn an_operation_stands_unless_an_undo_of_it_does() {
        let undos = Undos::of([(3, 2), (4, 1), (5, 4)]);
        assert!(
            undos.stands(1) && !undos.stands(2) && undos.stands(3) && !undos.stands(4) && undos.stands(5)
        );
    }
}
