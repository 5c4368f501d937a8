package dev.ondol.services;

/// The machine that the unpacked programs are built for.
final class Platform {
    private Platform() {}

    static void requireLinuxOnAmd64(String service) {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!"Linux".equals(system) || !("amd64".equals(machine) || "x86_64".equals(machine))) {
            throw new ServiceUnavailable(
                    "The %s that Ondol brings along runs on Linux on amd64 only, and this is %s on %s.".formatted(
                            service,
                            system, machine),
                    "Give the URL of a running database with --database.");
        }
    }
}
