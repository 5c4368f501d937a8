package dev.ondol.facility.site;

/// One model of server node. Node power = fixed part + GPU part; power profiles act on the GPU part only.
///
/// @param id             name of the type, for example `hgx-h200`
/// @param gpuModel       name that jobs ask for, for example `H200`
/// @param gpus           GPUs a node
/// @param cpuMilli       thousandths of a CPU a node
/// @param memMiB         memory a node, MiB
/// @param nameplateW     nameplate power a node, with its share of switches in the rack, W
/// @param busyFraction   power of a fully busy node / nameplate, for training, prefill and batch
/// @param decodeFraction the same for inference decode
/// @param idleFraction   power of an idle node / nameplate
/// @param deepIdleFraction power of an idle node in its deepest state that takes work without delay / nameplate
/// @param parkedFraction power of a parked node / nameplate
/// @param wakeMinutes    time from parked to ready, at idle power, minutes; of a tray its switch trays included
/// @param gpuShare       share of a busy node's power that follows the GPUs' cap or clock
/// @param liquidFraction share of its heat that goes into the technology loop
/// @param fanFraction    server-fan power at design flow / nameplate, included in the powers above at 20 C inlet
/// @param airDeltaK      air temperature rise through the node at nameplate air-side heat, K
public record NodeType(String id, String gpuModel, int gpus, long cpuMilli, long memMiB, double nameplateW,
        double busyFraction, double decodeFraction, double idleFraction, double deepIdleFraction,
        double parkedFraction, double wakeMinutes, double gpuShare, double liquidFraction, double fanFraction,
        double airDeltaK) {
    public NodeType {
        Checks.name(id, "id");
        Checks.atLeast(1, gpus, "gpus");
        Checks.positive(nameplateW, "nameplateW");
        Checks.between(0, parkedFraction, deepIdleFraction, "parkedFraction");
        Checks.between(parkedFraction, deepIdleFraction, idleFraction, "deepIdleFraction");
        Checks.between(0, wakeMinutes, 120, "wakeMinutes");
        Checks.between(parkedFraction, idleFraction, decodeFraction, "idleFraction");
        Checks.between(idleFraction, decodeFraction, busyFraction, "decodeFraction");
        Checks.between(decodeFraction, busyFraction, 1, "busyFraction");
        Checks.between(0, gpuShare, 1, "gpuShare");
        Checks.between(0, liquidFraction, 1, "liquidFraction");
        Checks.between(0, fanFraction, 0.2, "fanFraction");
        Checks.between(4, airDeltaK, 30, "airDeltaK");
    }
}
