package io.leadstream.streams.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * What must come before what in a run: a graph of its leads and, so that time costs no edge for every pair, of the moments
 * when answers were heard. A lead comes before the moment of its answer, a moment before the next and before whatever was
 * submitted after it.
 */
final class Precedence {

    private final int leads;
    private final List<List<Integer>> next = new ArrayList<>();

    Precedence(List<Case> cases) {
        leads = cases.size();
        long[] moments = cases.stream().mapToLong(Case::answered).sorted().toArray();
        for (int node = 0; node < leads + moments.length; node++) {
            next.add(new ArrayList<>());
        }
        for (int moment = 1; moment < moments.length; moment++) {
            before(leads + moment - 1, leads + moment);
        }
        for (int lead = 0; lead < leads; lead++) {
            before(lead, leads + firstNotBefore(moments, cases.get(lead).answered()));
            int last = firstNotBefore(moments, cases.get(lead).submitted()) - 1;
            if (last >= 0) {
                before(leads + last, lead);
            }
        }
    }

    void before(int one, int other) {
        next.get(one).add(other);
    }

    /** The leads of a shortest circle through one of those that are on any; empty if there is none. */
    List<Integer> circle() {
        boolean[] stuck = stuck();
        List<Integer> shortest = List.of();
        int tried = 0;
        for (int lead = 0; lead < leads && tried < 200; lead++) {
            if (stuck[lead]) {
                tried++;
                List<Integer> circle = circleThrough(lead, stuck);
                if (!circle.isEmpty() && (shortest.isEmpty() || circle.size() < shortest.size())) {
                    shortest = circle;
                }
            }
        }
        return shortest;
    }

    /** Which nodes are on a circle or between two: what is left when whatever has nothing before it, or after it, is taken. */
    private boolean[] stuck() {
        List<List<Integer>> back = new ArrayList<>();
        next.forEach(each -> back.add(new ArrayList<>()));
        for (int node = 0; node < next.size(); node++) {
            for (int after : next.get(node)) {
                back.get(after).add(node);
            }
        }
        boolean[] stuck = new boolean[next.size()];
        Arrays.fill(stuck, true);
        peel(stuck, next, back);
        peel(stuck, back, next);
        return stuck;
    }

    private static void peel(boolean[] stuck, List<List<Integer>> out, List<List<Integer>> in) {
        int[] open = new int[stuck.length];
        Deque<Integer> free = new ArrayDeque<>();
        for (int node = 0; node < stuck.length; node++) {
            open[node] =
                    (int) in.get(node).stream().filter(before -> stuck[before]).count();
            if (stuck[node] && open[node] == 0) {
                free.add(node);
            }
        }
        while (!free.isEmpty()) {
            int node = free.poll();
            stuck[node] = false;
            for (int after : out.get(node)) {
                open[after]--;
                if (open[after] == 0 && stuck[after]) {
                    free.add(after);
                }
            }
        }
    }

    private List<Integer> circleThrough(int lead, boolean[] stuck) {
        int[] from = new int[next.size()];
        Arrays.fill(from, -1);
        Deque<Integer> reached = new ArrayDeque<>(List.of(lead));
        while (!reached.isEmpty()) {
            int node = reached.poll();
            for (int after : next.get(node)) {
                if (after == lead) {
                    return path(from, lead, node);
                }
                if (stuck[after] && from[after] < 0) {
                    from[after] = node;
                    reached.add(after);
                }
            }
        }
        return List.of();
    }

    private List<Integer> path(int[] from, int lead, int end) {
        List<Integer> path = new ArrayList<>();
        for (int node = end; node != lead; node = from[node]) {
            if (node < leads) {
                path.add(node);
            }
        }
        path.add(lead);
        Collections.reverse(path);
        return path;
    }

    /** Index of the first moment that is not before a time. */
    private static int firstNotBefore(long[] moments, long time) {
        int low = 0;
        int high = moments.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (moments[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
