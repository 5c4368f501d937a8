/// Who may sign in, and which programs may ask. Names, roles and hashes are kept here; what a role may do, how a password
/// is hashed and checked, and sessions do not belong here.
@NullMarked
package dev.ondol.historian.account;

import org.jspecify.annotations.NullMarked;
