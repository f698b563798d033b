package org.qgate.wbem.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One stream after the other, element by element: flatMap would read each of them whole before giving its first element on. */
final class StreamChain<T> implements Iterator<T> {
    private final Deque<Iterator<T>> rest = new ArrayDeque<>();

    private StreamChain(List<Stream<T>> streams) {
        streams.forEach(stream -> rest.add(stream.iterator()));
    }

    static <T> Stream<T> of(List<Stream<T>> streams) {
        if (streams.size() == 1) {
            return streams.get(0);
        }
        Spliterator<T> elements = Spliterators.spliteratorUnknownSize(
                new StreamChain<>(streams), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(elements, false).onClose(() -> streams.forEach(Stream::close));
    }

    @Override
    public boolean hasNext() {
        while (!rest.isEmpty() && !rest.element().hasNext()) {
            rest.remove();
        }
        return !rest.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rest.element().next();
    }
}
