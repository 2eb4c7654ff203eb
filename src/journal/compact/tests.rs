//! Which lines go, and that nobody can tell: whatever copies of the old file there are.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::model::article::ArticleId;
use crate::model::change::{Change, Stamper, Triage};
use crate::model::highlight::HighlightId;

/// What three sessions on two machines did; most of it is stopping somewhere.
fn history(deeds: &[(usize, u64, u64)]) -> [Vec<Entry>; 2] {
    let mut stampers = [Stamper::new("a", "1"), Stamper::new("a", "2"), Stamper::new("b", "3")];
    let (mut journals, mut marks) = ([Vec::new(), Vec::new()], [Marks::default(), Marks::default()]);
    for (at, &(who, what, number)) in deeds.iter().enumerate() {
        let (who, machine) = (who % 3, (who % 3) / 2);
        let (article, lead) = (ArticleId(number % 3), ArticleId(number % 2 + 100));
        let place = |to: u64| Change::Place { article, lead, to: usize::try_from(to).unwrap() };
        let id = HighlightId(format!("{:08x}", number % 2));
        let triage = |to| Change::Triage { article, lead, to };
        let again = |found: Option<(Step, Vec<Change>, &str)>| {
            found.map_or((Step::Silent, vec![]), |(step, changes, _)| (step, changes))
        };
        let (step, changes) = match what % 12 {
            0 => (Step::Do, vec![triage(Triage::Kept)]),
            1 => (Step::Do, vec![triage(Triage::Skipped), Change::Note { id, to: format!("note {number}") }]),
            2 => again(marks[machine].undo()),
            3 => again(marks[machine].redo()),
            4 => (Step::Silent, vec![place(number), Change::Read { article, lead, to: number % 2 == 0 }]),
            5 => (Step::Silent, vec![place(number), Change::Place { article: ArticleId(9), lead, to: 1 }]),
            6 => (Step::Do, vec![place(number)]),
            _ => (Step::Silent, vec![place(number)]),
        };
        // Clocks of two machines, of which one may be behind.
        let stamp = stampers[who].stamp(at as u64 / 2 + number % 5, 0);
        let entry = Entry { stamp, step, what: String::new(), changes };
        marks[machine].apply(&entry);
        journals[machine].push(entry);
    }
    journals
}

fn read(files: &[(&str, &[u8])], host: &str) -> Marks {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, bytes)| fs::write(folder.path().join(name), bytes).unwrap());
    let (_, marks, notices) = Journal::open_as(folder.path(), host).unwrap();
    assert_eq!(notices, [""; 0]);
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_left_out_changes_nothing_whoever_still_has_which_of_it(
        deeds in prop::collection::vec((0..3_usize, 0..12_u64, 0..30_u64), 0..60),
        later in prop::collection::vec((0..3_usize, 0..12_u64, 0..30_u64), 0..10),
        old in any::<usize>(), picks in prop::collection::vec(any::<bool>(), 70),
    ) {
        let whole = history(&[&deeds[..], &later[..]].concat());
        let [then, _] = history(&deeds);
        let (then, other) = (line::write(&then).unwrap(), line::write(&whole[1]).unwrap());
        let all = line::write(&whole[0]).unwrap();
        let after = all.strip_prefix(&then[..]).unwrap();
        let short = compacted(&then).unwrap_or_else(|| then.clone());
        prop_assert_eq!(compacted(&short), None, "there is nothing more to leave out");
        // The file as it goes on, an older copy of it, and one into which a merge brought back some lines.
        let anew = [&short, after].concat();
        let older = &all[..all.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1)
            .take(old % (whole[0].len() + 1)).last().unwrap_or(0)];
        let lines = all.split_inclusive(|byte| *byte == b'\n');
        let back: Vec<u8> = lines.zip(&picks).filter(|(_, pick)| **pick).flat_map(|(line, _)| line.to_vec()).collect();
        let merged = [&anew, &back[..]].concat();
        for host in ["a", "b"] {
            let expected = read(&[("a.jsonl", &all), ("b.jsonl", &other)], host);
            prop_assert_eq!(&read(&[("a.jsonl", &anew), ("b.jsonl", &other)], host), &expected);
            prop_assert_eq!(&read(&[("a.jsonl", &anew), ("a.sync-conflict.jsonl", older), ("b.jsonl", &other)], host), &expected);
            prop_assert_eq!(&read(&[("a.jsonl", &merged), ("b.jsonl", &other)], host), &expected);
            // Whatever is gone: the line that wins is there.
            let (short, then) = (read(&[("a.jsonl", &short)], host), read(&[("a.jsonl", &then)], host));
            prop_assert_eq!(&short, &then);
        }
    }
}

#[test]
fn only_places_that_are_superseded_go_and_all_else_stays_to_the_letter() {
    let line = |seq: u64, changes: &str| {
        let entry =
            format!(r#"{{"time":{seq},"host":"a","session":"1","seq":{seq},"step":"silent","changes":[{changes}]}}"#);
        line::write(&[serde_json::from_str(&entry).unwrap()]).unwrap()
    };
    let place = |article: u64, lead: u64, to: u64| {
        format!(r#"{{"kind":"place","article":"{article:016x}","lead":"{lead:016x}","to":{to}}}"#)
    };
    let without_sum = |line: Vec<u8>| [&line[..line.len() - 27], b"}\n"].concat();
    let newer_field = line(1, &place(1, 2, 3));
    let newer_field = String::from_utf8(newer_field).unwrap().replace(r#""to":3"#, r#""to":3,"column":7"#).into_bytes();
    let later = line(9, &[place(1, 2, 9), place(3, 4, 9)].join(","));
    let cases = [
        ("a place that is superseded", line(1, &place(1, 2, 3)), true),
        ("two, both superseded", line(2, &[place(1, 2, 3), place(3, 4, 5)].join(",")), true),
        ("two, one of which is not", line(3, &[place(1, 2, 3), place(5, 6, 7)].join(",")), false),
        ("of other first lines", line(4, &place(1, 8, 3)), false),
        ("later than the later", line(10, &place(1, 2, 3)), false),
        ("with more than a place", line(5, &format!(r#"{},{{"kind":"juggle","balls":3}}"#, place(1, 2, 3))), false),
        ("nothing but a kind of a newer version", line(6, r#"{"kind":"juggle"}"#), false),
        ("without a checksum, of the first version", without_sum(line(7, &place(1, 2, 3))), false),
        ("damaged, for it has a field that its checksum does not know", newer_field, false),
        ("damaged", b"nonsense\xff\n".to_vec(), false),
        ("blank", b"\n".to_vec(), false),
    ];
    for (name, first, goes) in cases {
        for torn in [&b""[..], b"{\"v\":1,\"torn"] {
            let whole = [&first, &later, torn].concat();
            let left = [&later, torn].concat();
            assert_eq!(compacted(&whole), goes.then_some(left), "{name}");
        }
    }
    let newer = [&line(1, &place(1, 2, 3))[..], &later, b"{\"v\":2}\n"].concat();
    assert_eq!(compacted(&newer), None, "a newer version's journal is left alone");
}
