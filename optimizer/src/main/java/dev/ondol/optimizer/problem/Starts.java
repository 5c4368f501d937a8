package dev.ondol.optimizer.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of each start of a gang, by a number from 0 on: a hash table of plain ints, because a search asks it a million
/// times a plan. One thread.
final class Starts<T> {
    private static final int NONE = -1;
    private static final int LEAST = 64;

    private int[] keys = new int[LEAST];
    private @Nullable Object[] values = new Object[LEAST];
    private int size;

    Starts() {
        Arrays.fill(keys, NONE);
    }

    @Nullable
    T get(int key) {
        @SuppressWarnings("unchecked") // only put fills it
        T value = (T) values[place(key)];
        return value;
    }

    void put(int key, T value) {
        if (2 * size >= keys.length) {
            grow();
        }
        int place = place(key);
        size += keys[place] == NONE ? 1 : 0;
        keys[place] = key;
        values[place] = value;
    }

    /// Where a key is, or the free place where it would be.
    private int place(int key) {
        int mask = keys.length - 1;
        // Fibonacci hashing: the high bits of the product depend on all bits of the key.
        int place = key * 0x9E3779B1 >>> Integer.numberOfLeadingZeros(mask);
        while (keys[place] != NONE && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldKeys = keys;
        @Nullable
        Object[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = new Object[keys.length];
        Arrays.fill(keys, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
