package dev.ondol.dashboards.access;

import java.util.List;

/// Where accounts and machine tokens are kept. Every call may block.
public interface AccountBook {
    /// The book cannot be read or written now.
    final class Closed extends Exception {
        private static final long serialVersionUID = 1;

        public Closed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// A person who may sign in.
    ///
    /// @param kept what [Passwords] keeps of the password
    record Account(String name, Role role, String kept) {
        /// Without the hash.
        @Override
        public String toString() {
            return "Account[name=" + name + ", role=" + role + "]";
        }
    }

    /// A program that may ask.
    ///
    /// @param id     public part
    /// @param label  what the program is
    /// @param sha256 of the secret, in hexadecimal
    /// @param madeBy account that made it
    /// @param madeAt wall time in milliseconds
    record Machine(String id, String label, Role role, String sha256, String madeBy, long madeAt) {
        /// Without the hash.
        @Override
        public String toString() {
            return "Machine[id=" + id + ", label=" + label + ", role=" + role + "]";
        }
    }

    List<Account> accounts() throws Closed;

    List<Machine> machines() throws Closed;

    /// Makes the first account; false where there is one already.
    boolean addFirst(Account account) throws Closed;

    void addMachine(Machine machine) throws Closed;

    /// False where there is no such token.
    boolean revoke(String id) throws Closed;
}
