package dev.pipelinestop.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** How Jib is configured in {@code pom.xml}. */
record JibConfiguration(Document pom) {
  private static final String CONFIGURATION =
      "//plugin[artifactId='jib-maven-plugin']/configuration/";

  static JibConfiguration read() throws Exception {
    return new JibConfiguration(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile()));
  }

  /** What stands in the elements at this path. */
  List<String> texts(String path) throws XPathExpressionException {
    return nodes(path).stream().map(Node::getTextContent).toList();
  }

  /** What stands in the one element at this path. */
  String text(String path) throws XPathExpressionException {
    List<String> found = texts(path);
    if (found.size() != 1) {
      throw new IllegalStateException("not one " + path + ": " + found);
    }
    return found.getFirst();
  }

  /** The names and texts of the elements in the one at this path. */
  Map<String, String> children(String path) throws XPathExpressionException {
    return nodes(path + "/*").stream()
        .collect(Collectors.toMap(Node::getNodeName, Node::getTextContent));
  }

  private List<Node> nodes(String path) throws XPathExpressionException {
    NodeList found =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(CONFIGURATION + path, pom, XPathConstants.NODESET);
    return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
  }
}
