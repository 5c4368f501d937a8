package dev.ondol.facility.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ondol.facility.audit.HashChain.Break;
import dev.ondol.facility.audit.HashChain.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final String SITE = "kr-edge";
    private static final int ROWS = 100_000;
    private static final int TAMPERINGS = 1_000;

    /// R20 and P11: 100,000 rows, 1,000 of them tampered with, one at a time.
    @Test
    void everyFlippedDeletedOrSwappedRowIsDetectedWhereItIs() {
        long seed = Long.getLong("ondol.seed", 20_261_128L);
        Random random = new Random(seed);
        List<AuditRow> log = log(ROWS);
        Head head = new Head(ROWS, log.getLast().hash());
        assertThat(verified(log, Head.NONE, head)).isEmpty();
        for (int i = 0; i < TAMPERINGS; i++) {
            int at = random.nextInt(ROWS);
            List<AuditRow> tampered = new ArrayList<>(log.subList(Math.max(0, at - 2), Math.min(ROWS, at + 4)));
            int here = Math.min(at, 2);
            String how = tamper(tampered, here, random);
            boolean endIsHere = at + 4 >= ROWS;
            Head after = at <= 2 ? Head.NONE : new Head(at - 2, log.get(at - 3).hash());
            Head end = endIsHere ? head : new Head(at + 4, log.get(at + 3).hash());
            Optional<Break> broken = verified(tampered, after, end);
            assertThat(broken).as("%s of row %d, seed %d", how, at + 1, seed).isPresent();
            assertThat(broken.orElseThrow().seq()).as("%s of row %d, seed %d", how, at + 1, seed)
                    .isBetween(at + 1L, at + 3L);
        }
    }

    @Test
    void aTamperedRowIsFoundWhenTheWholeLogIsRead() {
        List<AuditRow> log = log(5_000);
        AuditRow row = log.get(3_210);
        log.set(3_210, new AuditRow(row.seq(), row.previous(), row.hash(), row.body().replace("operator", "nobody")));
        assertThat(verified(log, Head.NONE, new Head(5_000, log.getLast().hash())))
                .contains(new Break(3_211, "wrong-hash"));
    }

    @Test
    void whoeverRecalculatesOneHashBreaksTheNextRow() {
        List<AuditRow> log = log(10);
        AuditRow row = log.get(4);
        String body = row.body().replace("operator", "nobody");
        log.set(4, new AuditRow(row.seq(), row.previous(), HashChain.hash(row.previous(), body), body));
        assertThat(verified(log, Head.NONE, new Head(10, log.getLast().hash())))
                .contains(new Break(6, "wrong-previous"));
    }

    @Test
    void anEndThatIsCutOffIsSeenByTheHeadKeptElsewhere() {
        List<AuditRow> log = log(10);
        Head head = new Head(10, log.getLast().hash());
        assertThat(verified(log.subList(0, 7), Head.NONE, head)).contains(new Break(8, "cut-off"));
    }

    @Test
    void aRowOfAnotherSiteIsNotTaken() {
        AuditRow foreign = row(1, HashChain.BEGINNING, "kr-hn1");
        assertThat(verified(List.of(foreign), Head.NONE, new Head(1, foreign.hash())))
                .contains(new Break(1, "wrong-body"));
    }

    @Test
    void theCanonicalTextDoesNotDependOnTheOrderInWhichDetailWasPut() {
        AuditEntry one = entry(1).with("done", Map.of("b", 1, "a", Map.of("z", 2.5, "y", "x")));
        assertThat(one.canonical(SITE, 7))
                .isEqualTo("{\"action\":\"acknowledge\",\"detail\":{\"a\":{\"y\":\"x\",\"z\":2.5}"
                        + ",\"b\":1,\"count\":1},\"key\":\"key-1\",\"kind\":\"alarm\",\"outcome\":\"done\",\"plant\":1000,"
                        + "\"principal\":\"operator\",\"seq\":7,\"site\":\"kr-edge\",\"subject\":\"alarm-1\",\"wall\":2000}");
        assertThat(new AuditRow(7, "", "", one.canonical(SITE, 7)).entry().canonical(SITE, 7))
                .isEqualTo(one.canonical(SITE, 7));
    }

    private static String tamper(List<AuditRow> rows, int here, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                AuditRow row = rows.get(here);
                char[] body = row.body().toCharArray();
                body[random.nextInt(body.length)] ^= (char) (1 << random.nextInt(7));
                rows.set(here, new AuditRow(row.seq(), row.previous(), row.hash(), new String(body)));
                yield "flip";
            }
            case 1 -> {
                rows.remove(here);
                yield "deletion";
            }
            case 2 -> {
                int other = here + 1 < rows.size() ? here + 1 : here - 1;
                AuditRow row = rows.get(here);
                rows.set(here, rows.get(other));
                rows.set(other, row);
                // a swap with the row before shows one earlier
                yield other > here ? "swap" : swapAtTheEnd(rows, here);
            }
            default -> {
                int other = here + 1 < rows.size() ? here + 1 : here - 1;
                if (other < here) {
                    yield swapAtTheEnd(rows, here);
                }
                AuditRow row = rows.get(here);
                AuditRow next = rows.get(other);
                rows.set(here, new AuditRow(row.seq(), row.previous(), row.hash(), next.body()));
                rows.set(other, new AuditRow(next.seq(), next.previous(), next.hash(), row.body()));
                yield "swap of bodies";
            }
        };
    }

    private static String swapAtTheEnd(List<AuditRow> rows, int here) {
        AuditRow row = rows.get(here);
        rows.set(here, new AuditRow(row.seq(), row.previous(), row.hash(), row.body() + " "));
        return "change of the last row";
    }

    private static Optional<Break> verified(List<AuditRow> rows, Head after, Head end) {
        HashChain chain = new HashChain(SITE, after);
        rows.forEach(chain::accept);
        return chain.end(end);
    }

    private static List<AuditRow> log(int rows) {
        List<AuditRow> log = new ArrayList<>(rows);
        String previous = HashChain.BEGINNING;
        for (int seq = 1; seq <= rows; seq++) {
            AuditRow row = row(seq, previous, SITE);
            log.add(row);
            previous = row.hash();
        }
        return log;
    }

    private static AuditRow row(long seq, String previous, String site) {
        String body = entry(seq).canonical(site, seq);
        return new AuditRow(seq, previous, HashChain.hash(previous, body), body);
    }

    private static AuditEntry entry(long number) {
        return new AuditEntry("key-" + number, 2_000 * number, 1_000 * number, "alarm", "operator", "acknowledge",
                "alarm-" + number, "done", Map.of("count", number));
    }
}
