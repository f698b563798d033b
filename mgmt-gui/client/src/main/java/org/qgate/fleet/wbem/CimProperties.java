package org.qgate.fleet.wbem;

import java.util.ArrayList;
import java.util.List;
import org.metricshub.wbem.javax.cim.CIMInstance;

/** Reads properties of an instance; what is absent or of another type counts as empty or 0. */
record CimProperties(CIMInstance instance) {
    String text(String name) {
        return instance.getPropertyValue(name) instanceof String text ? text : "";
    }

    long number(String name) {
        return instance.getPropertyValue(name) instanceof Number number ? number.longValue() : 0;
    }

    double real(String name) {
        return instance.getPropertyValue(name) instanceof Number number ? number.doubleValue() : 0;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(instance.getPropertyValue(name));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (instance.getPropertyValue(name) instanceof Object[] array) {
            for (Object one : array) {
                texts.add(String.valueOf(one));
            }
        }
        return texts;
    }

    boolean holds(String name, int number) {
        return texts(name).contains(String.valueOf(number));
    }
}
