package org.qgate.wbem.cimxml;

import java.io.CharArrayReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a document element by element. Lets in elements, attributes and text only; counts depth and elements, so that no message
 * takes more stack or memory than its bounds say.
 */
final class XmlCursor {
    /** Elements within elements, embedded objects included. */
    static final int DEPTH_MAX = 64;

    /** Elements of one message, embedded objects included. */
    static final int ELEMENTS_MAX = 200_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private int depth;
    private int elements;

    private XmlCursor(XMLStreamReader reader, int depth, int elements) {
        this.reader = reader;
        this.depth = depth;
        this.elements = elements;
    }

    /** At the start of a message in UTF-8. It is decoded here, because the parser would print what is no UTF-8 to standard error. */
    static XmlCursor over(byte[] message, int length) throws MessageFaultException {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message, 0, length));
        } catch (CharacterCodingException e) {
            throw new MessageFaultException(MessageFault.REQUEST_NOT_WELL_FORMED, "the message is not in UTF-8", e);
        }
        if (text.hasRemaining() && text.get(text.position()) == BYTE_ORDER_MARK) {
            text.get();
        }
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(
                    new CharArrayReader(text.array(), text.arrayOffset() + text.position(), text.remaining()));
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("utf-8") && !encoding.equalsIgnoreCase("us-ascii")) {
                throw new MessageFaultException(
                        MessageFault.REQUEST_NOT_WELL_FORMED,
                        "the encoding is " + encoding + ", only UTF-8 is read here");
            }
            return new XmlCursor(reader, 0, 0);
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** At the start of an object that is embedded as text at the place where this cursor stands. */
    XmlCursor embedded(String text) throws MessageFaultException {
        try {
            return new XmlCursor(FACTORY.createXMLStreamReader(new StringReader(text)), depth, elements);
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** Goes on counting where an embedded object's cursor has ended. */
    void countWith(XmlCursor embedded) {
        elements = embedded.elements;
    }

    /** Goes to the next start or end of an element; true for a start. Text other than white space in between is an error. */
    boolean next() throws MessageFaultException {
        try {
            while (true) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return false;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (!reader.isWhiteSpace()) {
                            throw notValid("text stands where an element is due");
                        }
                    }
                    case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                    case XMLStreamConstants.END_DOCUMENT -> throw notValid("the message ends too early");
                    default -> throw forbidden();
                }
            }
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** Goes to the start of an element that must come next. */
    void start(String name) throws MessageFaultException {
        if (!next()) {
            throw notValid(name + " is missing");
        }
        expect(name);
    }

    /** The element that has just started must be this one. */
    void expect(String name) throws MessageFaultException {
        if (!is(name)) {
            throw unexpected();
        }
    }

    /** Goes to the end of the element that the cursor is in, which must have no more children. */
    void end() throws MessageFaultException {
        if (next()) {
            throw unexpected();
        }
    }

    /** Reads the text of the element that has just started, up to its end. */
    String text() throws MessageFaultException {
        String only = "";
        StringBuilder more = null;
        try {
            while (true) {
                switch (reader.next()) {
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (more != null) {
                            more.append(reader.getText());
                        } else if (only.isEmpty()) {
                            only = reader.getText();
                        } else {
                            more = new StringBuilder(only).append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return more == null ? only : more.toString();
                    }
                    case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                    case XMLStreamConstants.START_ELEMENT ->
                        throw notValid("element " + reader.getLocalName() + " stands where text is due");
                    default -> throw forbidden();
                }
            }
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** After the end of the root element nothing may follow but comments and white space. */
    void endDocument() throws MessageFaultException {
        try {
            while (reader.next() != XMLStreamConstants.END_DOCUMENT) {
                if (reader.isStartElement()) {
                    throw unexpected();
                }
            }
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** Name of the element that has just started or ended. */
    String name() {
        return reader.getLocalName();
    }

    boolean is(String name) {
        return reader.getLocalName().equals(name);
    }

    @Nullable
    String attribute(String name) {
        return reader.getAttributeValue(null, name);
    }

    String attribute(String name, String otherwise) {
        String value = attribute(name);
        return value == null ? otherwise : value;
    }

    String required(String name) throws MessageFaultException {
        String value = attribute(name);
        if (value == null) {
            throw notValid("element " + name() + " lacks its attribute " + name);
        }
        return value;
    }

    /** A required attribute that names something; it must not be empty. */
    String requiredName(String attribute) throws MessageFaultException {
        String value = required(attribute);
        if (value.isBlank()) {
            throw notValid("attribute " + attribute + " of " + name() + " is empty");
        }
        return value;
    }

    boolean flag(String name, boolean otherwise) throws MessageFaultException {
        String value = attribute(name);
        if (value == null) {
            return otherwise;
        }
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw notValid("attribute " + name + " of " + name() + " is neither true nor false");
    }

    MessageFaultException unexpected() {
        return notValid("element " + shown(name()) + " is not due here");
    }

    MessageFaultException notValid(String problem) {
        return new MessageFaultException(MessageFault.REQUEST_NOT_VALID, problem + " (" + where() + ")");
    }

    private void enter() throws MessageFaultException {
        depth++;
        elements++;
        if (depth > DEPTH_MAX) {
            throw notValid("elements are nested deeper than " + DEPTH_MAX);
        }
        if (elements > ELEMENTS_MAX) {
            throw notValid("the message has more than " + ELEMENTS_MAX + " elements");
        }
    }

    private MessageFaultException forbidden() {
        return new MessageFaultException(
                MessageFault.REQUEST_NOT_WELL_FORMED,
                "document types and entities are not read here (" + where() + ")");
    }

    private String where() {
        return "line " + reader.getLocation().getLineNumber() + ", column "
                + reader.getLocation().getColumnNumber();
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "..." : name;
    }

    private static MessageFaultException notWellFormed(XMLStreamException e) {
        String where = e.getLocation() == null
                ? "somewhere"
                : "line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return new MessageFaultException(
                MessageFault.REQUEST_NOT_WELL_FORMED, "the XML is not well-formed (" + where + ")", e);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read here");
        });
        return factory;
    }
}
