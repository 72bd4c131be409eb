{{/* Name of the one cloud. The schema has counted them. */}}
{{- define "csp.cloudName" -}}
{{ keys .Values.clouds | first }}
{{- end }}

{{/* Name of the Secret for Cluster API: the cloud's own where Kubernetes allows it. */}}
{{- define "csp.secretName" -}}
{{- $fit := include "csp.cloudName" . | lower | replace "_" "-" | replace " " "-" }}
{{- $fit = regexReplaceAll "[^a-z0-9.-]" $fit "" | trunc 200 | trimAll ".-" }}
{{- $fit = regexReplaceAll "-*[.][.-]*" $fit "." }}
{{- $name := default $fit .Values.secretName }}
{{- if not $name }}{{ fail (printf "The name of the cloud %q has nothing that a Secret could be called by: set secretName." (include "csp.cloudName" .)) }}{{ end }}
{{- $name }}
{{- end }}

{{/* What the schema cannot say: which values exclude each other, and why. */}}
{{- define "csp.refusals" -}}
{{- $cloud := get .Values.clouds (include "csp.cloudName" .) }}
{{- $auth := $cloud.auth }}
{{- $user := or $auth.username $auth.user_id }}
{{- $credential := or $auth.application_credential_id $auth.application_credential_name }}
{{- if and $user $auth.password $credential }}{{ fail "Give a user with a password, or an application credential, not both: which one is used would depend on the program." }}{{ end }}
{{- if not (or $user $credential) }}{{ fail "Give auth.username and auth.password, or auth.application_credential_id and auth.application_credential_secret." }}{{ end }}
{{- if $credential }}
{{- if not $auth.application_credential_secret }}{{ fail "The application credential lacks auth.application_credential_secret." }}{{ end }}
{{- if not (or $auth.application_credential_id $user) }}{{ fail "An application credential by name needs auth.username or auth.user_id too; auth.application_credential_id stands alone." }}{{ end }}
{{- if .Values.yawol }}{{ fail "yawol cannot use an application credential: it logs in with user name and password only. Give those, or set yawol to false." }}{{ end }}
{{- else }}
{{- if not $auth.password }}{{ fail "The user lacks auth.password." }}{{ end }}
{{- if not (or $auth.project_id $auth.project_name) }}{{ fail "A user needs auth.project_id or auth.project_name." }}{{ end }}
{{- end }}
{{- if $cloud.cacert }}
{{- if not .Values.cacert }}{{ fail "cacert of the cloud is a path on your machine, where no controller can read it: give the certificate with --set-file cacert=PATH." }}{{ end }}
{{- end }}
{{- if eq (toString $cloud.verify) "false" }}
{{- if .Values.yawol }}{{ fail "yawol always checks the cloud's certificate: give its authority in cacert instead of verify: false, or set yawol to false." }}{{ end }}
{{- if .Values.cacert }}{{ fail "cacert has no effect with verify: false: leave one of them out." }}{{ end }}
{{- end }}
{{- end }}

{{/* One setting of cloud.conf; nothing where the value is empty. Only what the format would misread is quoted. */}}
{{- define "csp.setting" -}}
{{- $value := index . 1 }}
{{- if $value }}
{{- if not (regexMatch "^[A-Za-z0-9._:/@+,~-]+$" $value) }}{{ $value = printf "\"%s\"" ($value | replace "\\" "\\\\" | replace "\"" "\\\"") }}{{ end }}
{{ index . 0 }}={{ $value }}
{{- end }}
{{- end }}

{{/* cloud.conf for the cloud controller manager and Cinder; yawol reads the same as cloudprovider.conf. */}}
{{- define "csp.cloudConf" -}}
{{- $cloud := get .Values.clouds (include "csp.cloudName" .) }}
{{- $auth := $cloud.auth -}}
[Global]
{{- include "csp.setting" (list "auth-url" $auth.auth_url) }}
{{- include "csp.setting" (list "region" $cloud.region_name) }}
{{- include "csp.setting" (list "os-endpoint-type" $cloud.interface) }}
{{- if .Values.cacert }}
ca-file=/etc/config/cacert
{{- end }}
{{- if eq (toString $cloud.verify) "false" }}
tls-insecure=true
{{- end }}
{{- include "csp.setting" (list "application-credential-id" $auth.application_credential_id) }}
{{- include "csp.setting" (list "application-credential-name" $auth.application_credential_name) }}
{{- include "csp.setting" (list "application-credential-secret" $auth.application_credential_secret) }}
{{- include "csp.setting" (list "username" $auth.username) }}
{{- include "csp.setting" (list "user-id" $auth.user_id) }}
{{- include "csp.setting" (list "password" $auth.password) }}
{{- include "csp.setting" (list "user-domain-id" $auth.user_domain_id) }}
{{- include "csp.setting" (list "user-domain-name" $auth.user_domain_name) }}
{{- if not (or $auth.application_credential_id $auth.application_credential_name) }}
{{- include "csp.setting" (list "domain-id" (or $auth.domain_id $auth.user_domain_id)) }}
{{- include "csp.setting" (list "domain-name" (or $auth.domain_name $auth.user_domain_name)) }}
{{- include "csp.setting" (list "tenant-id" $auth.project_id) }}
{{- include "csp.setting" (list "project-id" $auth.project_id) }}
{{- if not $auth.project_id }}
{{- include "csp.setting" (list "tenant-name" $auth.project_name) }}
{{- include "csp.setting" (list "project-name" $auth.project_name) }}
{{- include "csp.setting" (list "tenant-domain-id" $auth.project_domain_id) }}
{{- include "csp.setting" (list "tenant-domain-name" $auth.project_domain_name) }}
{{- end }}
{{- end }}

[LoadBalancer]
{{- if eq .Values.lbProvider "none" }}
enabled=false
{{- else }}
manage-security-groups=true
enable-ingress-hostname=true
create-monitor=true
{{- include "csp.setting" (list "lb-provider" .Values.lbProvider) }}
{{- if eq .Values.lbProvider "ovn" }}
lb-method=SOURCE_IP_PORT
{{- end }}
{{- end }}
{{ end }}

{{/* A Secret of workload clusters: its name and its data. */}}
{{- define "csp.workloadSecret" -}}
{{ dict "apiVersion" "v1" "kind" "Secret" "metadata" (dict "name" (index . 0) "namespace" "kube-system") "type" "Opaque" "data" (index . 1) | toYaml }}
{{- end }}
