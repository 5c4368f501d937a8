package dev.ondol.proof.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Finds what a name means by its letters, without making a text of it each time. One thread.
final class NameTable<T> {
    private static final int FIRST = 1024;

    private final Function<String, T> meaning;
    private final List<T> meanings = new ArrayList<>();
    private final List<byte[]> names = new ArrayList<>();
    /// Number of the name in its place + 1; 0 where there is none.
    private int[] places = new int[FIRST];

    /// @param meaning asked once a name
    NameTable(Function<String, T> meaning) {
        this.meaning = meaning;
    }

    T find(byte[] bytes, int from, int to) {
        int at = place(bytes, from, to);
        if (places[at] == 0) {
            names.add(Arrays.copyOfRange(bytes, from, to));
            meanings.add(meaning.apply(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
            places[at] = names.size();
            if (2 * names.size() > places.length) {
                grow();
            }
            return meanings.getLast();
        }
        return meanings.get(places[at] - 1);
    }

    private int place(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int at = (hash ^ hash >>> 15) & places.length - 1;
        while (places[at] != 0 && !same(names.get(places[at] - 1), bytes, from, to)) {
            at = at + 1 & places.length - 1;
        }
        return at;
    }

    private static boolean same(byte[] name, byte[] bytes, int from, int to) {
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    private void grow() {
        places = new int[2 * places.length];
        for (int i = 0; i < names.size(); i++) {
            places[place(names.get(i), 0, names.get(i).length)] = i + 1;
        }
    }
}
