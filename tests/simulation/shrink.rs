//! Making a failing run shorter.

use super::plan::Plan;

/// Leaves out steps as long as the run fails.
pub(crate) fn shrink(plan: &Plan, fails: &dyn Fn(&Plan) -> bool) -> Plan {
    let mut smallest = plan.clone();
    let mut size = smallest.steps.len().div_ceil(2).max(1);
    loop {
        let mut start = 0;
        let mut has_shrunk = false;
        while start < smallest.steps.len() {
            let mut candidate = smallest.clone();
            let end = (start + size).min(candidate.steps.len());
            candidate.steps.drain(start..end);
            if fails(&candidate) {
                smallest = candidate;
                has_shrunk = true;
            } else {
                start += size;
            }
        }
        if size == 1 && !has_shrunk {
            return smallest;
        }
        if !has_shrunk {
            size = size.div_ceil(2);
        }
    }
}
