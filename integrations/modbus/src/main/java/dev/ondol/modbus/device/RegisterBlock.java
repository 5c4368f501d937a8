package dev.ondol.modbus.device;

import dev.ondol.modbus.map.MappedRegister;
import dev.ondol.modbus.map.RegisterMap.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Registers that one request brings.
///
/// @param address of the first
/// @param count   at most [#MOST]
record RegisterBlock(Table table, int address, int count, List<MappedRegister> registers) {
    /// Of one request; the protocol allows 125.
    static final int MOST = 120;
    /// Registers that nobody wants are read along up to so many, rather than asked past.
    private static final int GAP = 8;

    /// As few blocks as that needs.
    static List<RegisterBlock> of(List<MappedRegister> all) {
        List<RegisterBlock> blocks = new ArrayList<>();
        List<MappedRegister> sorted = all.stream().sorted(Comparator.comparing(MappedRegister::table).thenComparingInt(
                MappedRegister::address)).toList();
        List<MappedRegister> open = new ArrayList<>();
        int end = 0;
        for (MappedRegister register : sorted) {
            int after = register.address() + register.type().registers();
            if (!open.isEmpty() && (register.table() != open.getFirst().table() || register.address() > end + GAP
                    || after - open.getFirst().address() > MOST)) {
                blocks.add(block(open, end));
                open.clear();
                end = 0;
            }
            open.add(register);
            end = Math.max(end, after);
        }
        if (!open.isEmpty()) {
            blocks.add(block(open, end));
        }
        return blocks;
    }

    private static RegisterBlock block(List<MappedRegister> of, int end) {
        int first = of.getFirst().address();
        return new RegisterBlock(of.getFirst().table(), first, end - first, List.copyOf(of));
    }
}
