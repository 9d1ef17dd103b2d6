"""Registers a user with boto3, signs in with pycognito's SRP, and prints what happened as JSON."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP

url, pool_id, client_id = sys.argv[1:]
credentials = {"aws_access_key_id": "any", "aws_secret_access_key": "any", "region_name": "us-east-1"}
config = Config(retries={"max_attempts": 1})
users = boto3.client("cognito-idp", endpoint_url=url, config=config, **credentials)
identities = boto3.client("cognito-identity", endpoint_url=url, config=config, **credentials)
seen = {}

user = {"ClientId": client_id, "Username": "py"}
email = {"Name": "email", "Value": "py@example.com"}
users.sign_up(**user, Password="Password123", UserAttributes=[email])
try:
    users.confirm_sign_up(**user, ConfirmationCode="000000")
except users.exceptions.CodeMismatchException as error:
    seen["wrong_code"] = error.response["Error"]["Message"]
users.admin_confirm_sign_up(UserPoolId=pool_id, Username="py")


def sign_in(password):
    srp = AWSSRP(username="py", password=password, pool_id=pool_id, client_id=client_id, client=users)
    return srp.authenticate_user()["AuthenticationResult"]


try:
    sign_in("wrong")
except ClientError as error:
    seen["wrong_password"] = error.response["Error"]["Code"]
tokens = sign_in("Password123")
seen["username"] = users.get_user(AccessToken=tokens["AccessToken"])["Username"]
refreshed = users.get_tokens_from_refresh_token(ClientId=client_id, RefreshToken=tokens["RefreshToken"])
seen["refreshed"] = "AccessToken" in refreshed["AuthenticationResult"]
identity_pool_id = "us-east-1:00000000-1111-4222-8333-444444444444"
logins = {f"cognito-idp.us-east-1.amazonaws.com/{pool_id}": tokens["IdToken"]}
identity = identities.get_id(IdentityPoolId=identity_pool_id, Logins=logins)["IdentityId"]
issued = identities.get_credentials_for_identity(IdentityId=identity, Logins=logins)
seen["credentials"] = issued["Credentials"]["AccessKeyId"]
pages = users.get_paginator("list_users").paginate(UserPoolId=pool_id)
seen["users"] = [user["Username"] for page in pages for user in page["Users"]]
users.global_sign_out(AccessToken=tokens["AccessToken"])
try:
    users.get_user(AccessToken=tokens["AccessToken"])
except ClientError as error:
    seen["signed_out"] = error.response["Error"]["Message"]
print(json.dumps(seen))
