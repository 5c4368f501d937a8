package dev.ondol.dashboards.access;

/// Who asks.
///
/// @param name of the account, or the label of the machine token
/// @param role decides what may be asked
/// @param kind how it is known who asks
public record Principal(String name, Role role, Kind kind) {
    /// How it is known who asks.
    public enum Kind {
        /// A person who signed in.
        ACCOUNT,
        /// A person whom the identity provider has let in.
        PROVIDER,
        /// A program with a token.
        MACHINE,
        /// Whoever sits at the machine of a demo.
        LOCAL
    }
}
