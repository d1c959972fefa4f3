package dev.pipelinestop.admission;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the members are bound to. */
final class Bindings {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Map<Member, String> CLUSTER_ROLES =
      Map.of(
          Member.ADMIN, "admin",
          Member.EDITOR, "edit",
          Member.VIEWER, "view",
          Member.STOPPER, "pipeline-stop-operator-stopper",
          Member.ABANDONER, "pipeline-stop-operator-abandoner",
          Member.GITOPS, "pipeline-stop-operator-stopper");

  private Bindings() {}

  /** What is created in this namespace; the operator's is the chart's. */
  static List<HasMetadata> in(String namespace) {
    var all = new ArrayList<HasMetadata>();
    CLUSTER_ROLES.forEach(
        (member, role) -> all.add(bind(namespace, "ClusterRole", role, member.username())));
    all.add(bind(namespace, "ClusterRole", "pipeline-stop-operator-stopper", Team.ACCOUNT));
    all.add(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("the-cluster-admin")
            .endMetadata()
            .withNewRoleRef(RBAC, "ClusterRole", "cluster-admin")
            .withSubjects(user(Member.CLUSTER_ADMIN.username()))
            .build());
    all.add(
        new RoleBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("requests")
            .endMetadata()
            .addNewRule()
            .withApiGroups("pipelinestop.dev")
            .withResources("pipelinestoprequests")
            .withVerbs("*")
            .endRule()
            .build());
    all.add(bind(namespace, "Role", "requests", Member.REQUESTER.username()));
    for (var object : PermissionsPage.roleOfOnePipeline()) {
      object.getMetadata().setNamespace(namespace);
      all.add(object);
    }
    return all;
  }

  private static HasMetadata bind(String namespace, String kind, String role, String username) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName((role + "-" + username).replace(':', '-'))
        .endMetadata()
        .withNewRoleRef(RBAC, kind, role)
        .withSubjects(user(username))
        .build();
  }

  private static Subject user(String name) {
    return new SubjectBuilder().withApiGroup(RBAC).withKind("User").withName(name).build();
  }
}
