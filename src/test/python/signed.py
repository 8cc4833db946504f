"""Private calls signed and sent by Debian's packages; prints the statuses by package and call."""

import json
import os

import requests
from aws_requests_auth.aws_auth import AWSRequestsAuth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

BASE, KEY_ID, SECRET, ROOM = (os.environ[name] for name in ("BASE", "KEY_ID", "SECRET", "ROOM"))
REGION, SERVICE = "eu-west-1", "execute-api"

# Query parameters in need of encoding.
ODD = {"event_id": ROOM, "principal": "J\u00fcrgen *'(~)!/=&+?", "from": "2026-01-31T12:00:00+01:00", "a b": ""}
INCREMENT = json.dumps({"event_id": ROOM, "increment_by": 1})


class AwsRequestsAuth:
    """The signer of the original's functions."""

    def __init__(self, token=None):
        self.auth = AWSRequestsAuth(
            aws_access_key=KEY_ID,
            aws_secret_access_key=SECRET,
            aws_host=BASE.split("://")[1],
            aws_region=REGION,
            aws_service=SERVICE,
            aws_token=token,
        )

    def sign(self, method, path, query=None, body=None):
        return requests.Request(method, BASE + path, params=query, data=body, auth=self.auth).prepare()

    def send(self, request):
        session = requests.Session()
        session.trust_env = False
        return session.send(request, timeout=60).status_code


class Botocore:
    """The signer of the AWS command line and of boto3."""

    def sign(self, method, path, query=None, body=None):
        request = AWSRequest(method=method, url=BASE + path, params=query, data=body)
        SigV4Auth(Credentials(KEY_ID, SECRET), SERVICE, REGION).add_auth(request)
        return request.prepare()

    def send(self, request):
        return URLLib3Session().send(request).status_code


def statuses(client):
    def get():
        return client.sign("GET", "/api/num_active_tokens", ODD)

    def post(body=INCREMENT, query=None):
        return client.sign("POST", "/api/increment_serving_counter", query, body)

    def changed(request, url=None, body=None):
        request.url = url or request.url
        if body is not None:
            request.body = body
            request.headers["Content-Length"] = str(len(body))
        return client.send(request)

    typed = "/api/num_active_tokens?event_id=%s&to=12:00:00Z&b=a/b,c@d&from=2026-01-31T12:00:00Z" % ROOM
    signed = get()
    return {
        "get": client.send(signed),
        "get_as_typed": client.send(client.sign("GET", typed)),
        "post": client.send(post()),
        "post_with_query": client.send(post(query=ODD)),
        "empty_post": client.send(post(body=None)),
        "other_query": changed(get(), url=signed.url.replace("12%3A00", "13%3A00")),
        "other_body": changed(post(), body=INCREMENT.replace("1}", "2}")),
        "no_body": changed(post(), body=""),
    }


print(
    json.dumps(
        {
            "aws-requests-auth": statuses(AwsRequestsAuth()),
            "aws-requests-auth with token": statuses(AwsRequestsAuth("SESSION//TOKEN==")),
            "botocore": statuses(Botocore()),
        }
    )
)
