{{/* The name of all objects. */}}
{{- define "pipeline-stop-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 47 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 47 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 47 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What tells the pods of this release from all others. It never changes: a Deployment does not let it. */}}
{{- define "pipeline-stop-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of the pods. Those of the Deployment's selector win over what is asked for. */}}
{{- define "pipeline-stop-operator.podLabels" -}}
{{- $own := include "pipeline-stop-operator.selectorLabels" . | fromYaml -}}
{{- merge $own (deepCopy .Values.podLabels) (deepCopy .Values.commonLabels) | toYaml -}}
{{- end -}}

{{/* Labels of every object. Ours win over what is asked for: Helm and selectors rely on them. */}}
{{- define "pipeline-stop-operator.labels" -}}
{{- $own := include "pipeline-stop-operator.selectorLabels" . | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/version" .Chart.AppVersion -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" .Release.Service -}}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") -}}
{{- merge $own (deepCopy .Values.commonLabels) | toYaml -}}
{{- end -}}

{{- define "pipeline-stop-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "pipeline-stop-operator.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | required "serviceAccount.name: name the ServiceAccount that exists, or set serviceAccount.create" -}}
{{- end -}}
{{- end -}}

{{/* An image by digest or tag: a list of its values and the tag when there is none. */}}
{{- define "pipeline-stop-operator.image" -}}
{{- $image := index . 0 -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository ($image.tag | default (index . 1)) -}}
{{- end -}}
{{- end -}}

{{/* What the operator does with requests, wherever it may. */}}
{{- define "pipeline-stop-operator.requestRules" -}}
- apiGroups: [pipelinestop.dev]
  resources: [pipelinestoprequests]
  # delete: what has spec.ttlSecondsAfterFinished, when it has finished.
  verbs: [get, list, watch, delete]
- apiGroups: [pipelinestop.dev]
  resources: [pipelinestoprequests/status]
  verbs: [update]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}

{{/* The one object of the cluster that the operator reads: is its definition there, and new enough? */}}
{{- define "pipeline-stop-operator.definitionRules" -}}
- apiGroups: [apiextensions.k8s.io]
  resources: [customresourcedefinitions]
  resourceNames: [pipelinestoprequests.pipelinestop.dev]
  verbs: [get]
{{- end -}}
