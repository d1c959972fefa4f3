package dev.pipelinestop.admission;

/**
 * Somebody of whom the matrix says what he may do. Most have their rights in one namespace only.
 */
enum Member {
  CLUSTER_ADMIN(
      "cluster admin",
      "cluster-admin",
      "Bound to `cluster-admin`: every verb of everything, so also of what is not stored."),
  ADMIN("admin", "admin", "Bound to `admin` in the namespace."),
  EDITOR("editor", "editor", "Bound to `edit` in the namespace."),
  VIEWER("viewer", "viewer", "Bound to `view` in the namespace."),
  STOPPER("stopper", "stopper", "Bound to `pipeline-stop-operator-stopper` in the namespace."),
  ABANDONER(
      "abandoner", "abandoner", "Bound to `pipeline-stop-operator-abandoner` in the namespace."),
  ONE_PIPELINE(
      "one pipeline",
      "payments-on-call",
      "Has the Role above: may stop `payments-deploy`, and nothing else."),
  REQUESTER(
      "requester",
      "requester",
      "Has every verb of `pipelinestoprequests` in the namespace, and none of `pipelines`."),
  GITOPS(
      "GitOps",
      "system:serviceaccount:flux-system:kustomize-controller",
      "A ServiceAccount of another namespace, bound as the stopper is."),
  OPERATOR(
      "operator",
      "system:serviceaccount:pipeline-stop-system:pipeline-stop-operator",
      "The operator's own ServiceAccount, with what the chart gives it."),
  NOBODY("nobody", "nobody", "Authenticated, and bound to nothing.");

  private final String title;
  private final String username;
  private final String meaning;

  Member(String title, String username, String meaning) {
    this.title = title;
    this.username = username;
    this.meaning = meaning;
  }

  /** What stands over the column. */
  String title() {
    return title;
  }

  /** What the API server knows him by. */
  String username() {
    return username;
  }

  /** What he has, for the documentation. */
  String meaning() {
    return meaning;
  }
}
