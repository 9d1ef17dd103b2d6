"""moto's server, whose CloudFormation also makes Cognito's resources.

moto has CloudFormation and Cognito, but does not lead from one to the other. These classes do: each hands the properties of a resource
to moto's own Cognito, as CloudFormation would. What Cognito names otherwise than CloudFormation is renamed here and nowhere else.
"""

import json
import sys

from moto.cloudformation.models import CloudFormationBackend
from moto.cognitoidentity.models import cognitoidentity_backends
from moto.cognitoidp.models import cognitoidp_backends
from moto.core.common_models import CloudFormationModel
from moto.server import main

# moto files classes under the service that their module is named after.
__name__ = "moto.cognitoidp.cloudformation"


class Resource:
    """A resource that moto's Cognito has made. moto looks only at classes right below its model: it is no model itself."""

    kind = ""
    attributes = ()

    def __init__(self, physical_resource_id, **attributes):
        self.physical_resource_id = physical_resource_id
        self.values = attributes

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in cls.attributes

    def get_cfn_attribute(self, name):
        return self.values[name]

    def is_created(self):
        return True

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        users = cognitoidp_backends[account_id][region_name]
        identities = cognitoidentity_backends[account_id][region_name]
        return cls.make(users, identities, dict(cloudformation_json["Properties"]))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.change(
            cognitoidp_backends[account_id][region_name], dict(cloudformation_json["Properties"])
        )
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        cls.remove(
            cognitoidp_backends[account_id][region_name],
            cognitoidentity_backends[account_id][region_name],
            resource_name,
            cloudformation_json["Properties"],
        )

    def change(self, users, properties):
        raise NotImplementedError(self.cloudformation_type())

    @classmethod
    def remove(cls, users, identities, physical_id, properties):
        """What is in a pool goes with the pool."""


class UserPool(Resource, CloudFormationModel):
    attributes = ("Arn", "ProviderName")

    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPool"

    @classmethod
    def make(cls, users, identities, properties):
        mfas = properties.pop("EnabledMfas", [])
        pool = users.create_user_pool(properties.pop("UserPoolName"), properties)
        if mfas:
            users.set_user_pool_mfa_config(
                pool.id,
                {"SmsAuthenticationMessage": properties.get("SmsAuthenticationMessage")} if "SMS_MFA" in mfas else None,
                {"Enabled": True} if "SOFTWARE_TOKEN_MFA" in mfas else None,
                properties["MfaConfiguration"],
            )
        provider = f"cognito-idp.{pool.region}.amazonaws.com/{pool.id}"
        return cls(pool.id, Arn=pool.arn, ProviderName=provider)

    def change(self, users, properties):
        del properties["UserPoolName"]
        properties.pop("Schema", None)
        users.update_user_pool(self.physical_resource_id, properties)

    @classmethod
    def remove(cls, users, identities, physical_id, properties):
        users.delete_user_pool(physical_id)


class UserPoolClient(Resource, CloudFormationModel):
    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPoolClient"

    @classmethod
    def make(cls, users, identities, properties):
        pool = users.describe_user_pool(properties.pop("UserPoolId"))
        for name in properties.get("SupportedIdentityProviders", []):
            if name != "COGNITO" and name not in pool.identity_providers:
                raise ValueError(f"The provider {name} does not exist for User Pool {pool.id}.")
        secret = properties.pop("GenerateSecret", False)
        return cls(users.create_user_pool_client(pool.id, secret, properties).id)


class UserPoolDomain(Resource, CloudFormationModel):
    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPoolDomain"

    @classmethod
    def make(cls, users, identities, properties):
        users.create_user_pool_domain(properties["UserPoolId"], properties["Domain"])
        return cls(properties["Domain"])

    @classmethod
    def remove(cls, users, identities, physical_id, properties):
        users.delete_user_pool_domain(physical_id)


class UserPoolIdentityProvider(Resource, CloudFormationModel):
    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPoolIdentityProvider"

    @classmethod
    def make(cls, users, identities, properties):
        pool, name = properties.pop("UserPoolId"), properties["ProviderName"]
        users.create_identity_provider(pool, name, properties)
        return cls(name)


class UserPoolGroup(Resource, CloudFormationModel):
    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::UserPoolGroup"

    @classmethod
    def make(cls, users, identities, properties):
        name = properties["GroupName"]
        users.create_group(
            properties["UserPoolId"], name, None, properties.get("RoleArn"), properties["Precedence"]
        )
        return cls(name)


class IdentityPool(Resource, CloudFormationModel):
    attributes = ("Name",)

    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::IdentityPool"

    @classmethod
    def make(cls, users, identities, properties):
        made = identities.create_identity_pool(
            properties["IdentityPoolName"],
            properties["AllowUnauthenticatedIdentities"],
            properties.get("SupportedLoginProviders"),
            None,
            None,
            properties["CognitoIdentityProviders"],
            None,
            {},
        )
        return cls(json.loads(made)["IdentityPoolId"], Name=properties["IdentityPoolName"])

    @classmethod
    def remove(cls, users, identities, physical_id, properties):
        identities.delete_identity_pool(physical_id)


class IdentityPoolRoleAttachment(Resource, CloudFormationModel):
    """moto's identity pools have no roles: what was attached is the physical id, so that a test can read it."""

    @staticmethod
    def cloudformation_type():
        return "AWS::Cognito::IdentityPoolRoleAttachment"

    @classmethod
    def make(cls, users, identities, properties):
        return cls(json.dumps(properties, sort_keys=True))


execute_change_set = CloudFormationBackend.execute_change_set


def execute_with_outputs(self, change_set_name, stack_name=None):
    """moto computes the outputs of stacks, but not after a change set."""
    change_set = self.describe_change_set(change_set_name)
    execute_change_set(self, change_set_name, stack_name)
    stack = self.stacks[change_set.stack_id]
    stack.parameters = change_set.parameters
    stack._parse_template()
    stack.output_map = stack._create_output_map()


CloudFormationBackend.execute_change_set = execute_with_outputs

main(sys.argv[1:])
