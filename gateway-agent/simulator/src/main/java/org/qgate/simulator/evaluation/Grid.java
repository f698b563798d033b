package org.qgate.simulator.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Combinations to run.
 *
 * @param installedSas inbound SAs, rising
 * @param intervalsMillis key change intervals, rising
 * @param kilobitsPerSecond payload rates, rising
 */
public record Grid(List<Integer> installedSas, List<Integer> intervalsMillis, List<Integer> kilobitsPerSecond) {
    /** Table III of the paper: 64 combinations. */
    public static final Grid TABLE_III =
            new Grid(List.of(5, 15, 40, 70), List.of(25, 50, 100, 200), List.of(1000, 1500, 1700, 1900));

    private static final int VALUE_MAX = 100_000;

    /**
     * Reads a part of Table III or another grid.
     *
     * @param text {@code full}, or lists such as {@code sas=5,15;interval=25,100;rate=1500}; what is not named is that
     *     of Table III
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static Grid parse(String text) {
        Grid grid = TABLE_III;
        if (text.equals("full")) {
            return grid;
        }
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            List<Integer> values = equals < 0 ? List.of() : numbers(part.substring(equals + 1));
            grid = switch (name.trim()) {
                case "sas" -> new Grid(values, grid.intervalsMillis, grid.kilobitsPerSecond);
                case "interval" -> new Grid(grid.installedSas, values, grid.kilobitsPerSecond);
                case "rate" -> new Grid(grid.installedSas, grid.intervalsMillis, values);
                default ->
                    throw new IllegalArgumentException(
                            "'" + part
                                    + "' is no list: say full, or sas=..., interval=... (ms), rate=... (kbit/s), separated by ;");
            };
        }
        return grid;
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            try {
                numbers.add(Integer.parseInt(word.trim()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + word + "' is no whole number", e);
            }
        }
        if (numbers.stream().anyMatch(number -> number < 1 || number > VALUE_MAX)) {
            throw new IllegalArgumentException(text + " holds a number outside 1 to " + VALUE_MAX);
        }
        return numbers.stream().distinct().sorted().toList();
    }

    /** All combinations, the rate changing fastest. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int sas : installedSas) {
            for (int interval : intervalsMillis) {
                for (int rate : kilobitsPerSecond) {
                    cells.add(new Cell(sas, interval, rate));
                }
            }
        }
        return cells;
    }
}
