package org.qgate.simulator.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Panels side by side under one scale, lines with the intervals of their points, as SVG text. */
final class SvgFigure {
    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_HEIGHT = 240;
    private static final int LEFT = 60;
    private static final int GAP = 24;
    private static final int TOP = 62;
    private static final int BOTTOM = 78;
    private static final int TICKS = 5;
    private static final int WHISKER = 3;
    private static final double FULL = 1.0;
    private static final double LEAST_SCALE = 0.05;
    /** Told apart by readers who do not see all colours (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00");

    private final String title;
    private final String unit;
    private final Map<String, List<Series>> panels;
    private final double top;
    private final List<Integer> intervals;
    private final StringBuilder svg = new StringBuilder();

    SvgFigure(String title, String unit, Map<String, List<Series>> panels) {
        this.title = title;
        this.unit = unit;
        this.panels = panels;
        double highest = 0;
        TreeSet<Integer> found = new TreeSet<>();
        for (List<Series> lines : panels.values()) {
            for (Series line : lines) {
                for (Series.Point point : line.points()) {
                    highest = Math.max(highest, point.value().high());
                    found.add(point.intervalMillis());
                }
            }
        }
        this.top = Math.min(FULL, Math.max(LEAST_SCALE, Math.ceil(highest * 20) / 20));
        this.intervals = List.copyOf(found);
    }

    String text() {
        int width = LEFT + panels.size() * (PANEL_WIDTH + GAP);
        int height = TOP + PANEL_HEIGHT + BOTTOM;
        put(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n",
                width, height);
        put("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", width, height);
        put("<text x=\"%d\" y=\"22\" font-size=\"15\">%s, means and 95 %% intervals</text>%n", LEFT, escaped(title));
        put(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                TOP + PANEL_HEIGHT / 2, escaped(unit));
        int x = LEFT;
        for (Map.Entry<String, List<Series>> panel : panels.entrySet()) {
            panel(x, panel.getKey(), panel.getValue());
            x += PANEL_WIDTH + GAP;
        }
        put("</svg>%n");
        return svg.toString();
    }

    private void panel(int left, String name, List<Series> lines) {
        put("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n", left, TOP - 12, escaped(name));
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = top * tick / TICKS;
            double y = y(value);
            put(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    left, left + PANEL_WIDTH, y, y);
            if (left == LEFT) {
                put("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>%n", left - 6, y + 4, value);
            }
        }
        for (int interval : intervals) {
            put(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
                    x(left, interval), TOP + PANEL_HEIGHT + 18, interval);
        }
        put(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">key change interval (ms)</text>%n",
                left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 36);
        for (int i = 0; i < lines.size(); i++) {
            line(left, lines.get(i), i);
        }
    }

    private void line(int left, Series series, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Series.Point point : series.points()) {
            double x = x(left, point.intervalMillis());
            path.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x, y(point.value().mean())));
            double high = y(Math.min(top, point.value().high()));
            double low = y(Math.max(0, point.value().low()));
            put(
                    "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fV%.1fM%.1f %.1fH%.1f\" stroke=\"%s\"/>%n",
                    x - WHISKER, high, x + WHISKER, x, high, low, x - WHISKER, low, x + WHISKER, colour);
        }
        put("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n", path, colour);
        int legendX = left + number * (PANEL_WIDTH / 4);
        int legendY = TOP + PANEL_HEIGHT + 58;
        put("<rect x=\"%d\" y=\"%d\" width=\"8\" height=\"8\" fill=\"%s\"/>%n", legendX, legendY - 8, colour);
        put("<text x=\"%d\" y=\"%d\" font-size=\"10\">%s</text>%n", legendX + 11, legendY, escaped(series.label()));
    }

    private double x(int left, int interval) {
        return left + PANEL_WIDTH * (intervals.indexOf(interval) + 0.5) / intervals.size();
    }

    private double y(double value) {
        return TOP + PANEL_HEIGHT * (1 - value / top);
    }

    private void put(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
