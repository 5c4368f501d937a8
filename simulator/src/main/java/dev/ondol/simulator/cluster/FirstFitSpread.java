package dev.ondol.simulator.cluster;

/// First-fit on the emptiest nodes, going round the site: what an operator does who thinks of hot spots only.
public final class FirstFitSpread implements Placer {
    private final BackfillQueue queue = new BackfillQueue(ModelNodes::spread);

    @Override
    public String name() {
        return "first-fit-spread";
    }

    @Override
    public void place(Situation situation) {
        queue.place(situation);
    }

    @Override
    public Placer atBeginning() {
        return this;
    }
}
