/// The form of the audit log: what one row says, its canonical text, and the chain of hashes that shows whether anything was
/// changed. Where rows are kept does not belong here.
@NullMarked
package dev.ondol.facility.audit;

import org.jspecify.annotations.NullMarked;
