package dev.ondol.simulator.report;

/// An SVG picture in the making. Colours come as classes of the page's style sheet, so that it follows light and dark.
public final class Drawing {
    private final StringBuilder svg = new StringBuilder();

    /// @param label what the picture says, for those who cannot see it
    public Drawing(double width, double height, String label) {
        svg.append("<svg viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height))
                .append("\" role=\"img\" aria-label=\"").append(escaped(label)).append("\">\n");
    }

    /// The text as it may stand in a page.
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /// At most two decimals, no more digits than needed.
    public static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /// A rectangle that tells `title` when pointed at.
    public void rect(String style, double x, double y, double width, double height, String title) {
        svg.append("<rect class=\"").append(style).append("\" x=\"").append(number(x)).append("\" y=\"")
                .append(number(y)).append("\" width=\"").append(number(Math.max(0, width))).append("\" height=\"")
                .append(number(Math.max(0, height))).append("\"><title>").append(escaped(title))
                .append("</title></rect>\n");
    }

    /// A line between two places.
    public void line(String style, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"").append(style).append("\" x1=\"").append(number(x1)).append("\" y1=\"")
                .append(number(y1)).append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2))
                .append("\"/>\n");
    }

    /// A path in the language of SVG.
    public void path(String style, CharSequence d) {
        svg.append("<path class=\"").append(style).append("\" d=\"").append(d).append("\"/>\n");
    }

    /// A path that tells `title` when pointed at.
    public void path(String style, CharSequence d, String title) {
        svg.append("<path class=\"").append(style).append("\" d=\"").append(d).append("\"><title>")
                .append(escaped(title)).append("</title></path>\n");
    }

    /// Text that begins, ends or is centred at x: `start`, `end`, `middle`.
    public void text(String style, double x, double y, String anchor, String text) {
        svg.append("<text class=\"").append(style).append("\" x=\"").append(number(x)).append("\" y=\"")
                .append(number(y)).append("\" text-anchor=\"").append(anchor).append("\">").append(escaped(text))
                .append("</text>\n");
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
