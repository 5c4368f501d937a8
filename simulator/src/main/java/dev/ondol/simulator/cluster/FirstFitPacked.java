package dev.ondol.simulator.cluster;

/// First-fit on the fullest nodes that have room, in site order, so that few nodes are partly used.
public final class FirstFitPacked implements Placer {
    private final BackfillQueue queue = new BackfillQueue(ModelNodes::packed);

    @Override
    public String name() {
        return "first-fit-packed";
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
