package dev.fleetgate.peers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test its [Lab].
///
/// A lab asked for in `@BeforeAll` or a constructor of a class with one instance belongs to the
/// test class, and the methods of this class get the same one; a lab asked for by a method alone
/// belongs to that method. What all labs share, etcd and the HTTP transport, lives as long as the
/// JVM's run.
public final class PeersExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PeersExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Lab.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var run = context.getRoot().getStore(NAMESPACE);
    var shared = run.computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class);
    return context.getStore(NAMESPACE).computeIfAbsent(Lab.class, _ -> new Lab(shared), Lab.class);
  }
}
