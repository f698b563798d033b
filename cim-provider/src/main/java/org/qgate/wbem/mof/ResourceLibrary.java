package org.qgate.wbem.mof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The product's own texts, which the build puts into the program. */
public final class ResourceLibrary implements MofLibrary {
    /** The file that takes in all others. */
    public static final String PRODUCT = "product.mof";

    private static final String FOLDER = "/mof/";

    @Override
    public Optional<String> read(String path) throws IOException {
        try (InputStream stream = ResourceLibrary.class.getResourceAsStream(FOLDER + path)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
