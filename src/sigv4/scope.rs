//! For which day, region and service a signature is good, and how the host tells the last two.

use super::address::Address;
use super::{Options, invalid};
use crate::error::Result;
use crate::text;

/// The service of APIs under their own domain.
const DEFAULT_SERVICE: &str = "execute-api";
const DEFAULT_REGION: &str = "us-east-1";

/// The scope of a signature.
#[derive(Debug)]
pub(super) struct Scope {
    /// The time, as `x-amz-date` has it.
    pub(super) time: String,
    pub(super) region: String,
    pub(super) service: String,
    /// Day, region and service, as a credential has them.
    pub(super) text: String,
}

impl Scope {
    /// What the options say, or else the host.
    pub(super) fn new(address: &Address<'_>, options: &Options<'_>) -> Result<Self> {
        let (service, region) = of_host(&address.host_name, address.is_websocket);
        let service = options.service.map(str::to_owned).or(service).unwrap_or_else(|| DEFAULT_SERVICE.to_owned());
        let region = options.region.or(region).or(options.default_region).unwrap_or(DEFAULT_REGION).to_owned();
        let is_name = |name: &str| {
            (1..=64).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !is_name(&service) {
            return Err(invalid("`service` is not the name of a service, such as execute-api"));
        }
        if !is_name(&region) {
            return Err(invalid("`region` is not the name of a region, such as us-east-1"));
        }
        let Some(time) = options.time.basic_iso() else {
            return Err(invalid("`date` is not a time that a signature can have"));
        };
        let day = text::before_any(&time, b"T");
        let text = [day, "/", &region, "/", &service, "/aws4_request"].concat();
        Ok(Self { time, region, service, text })
    }

    /// The day, as `YYYYMMDD`.
    pub(super) fn day(&self) -> &str {
        text::before_any(&self.time, b"T")
    }

    /// Whether S3's rules apply.
    pub(super) fn is_s3(&self) -> bool {
        matches!(&*self.service, "s3" | "s3-object-lambda" | "s3-outposts")
    }
}

/// The service and the region that a host of AWS is for.
fn of_host(host: &str, is_websocket: bool) -> (Option<String>, Option<&str>) {
    let labels: Vec<&str> = text::split(host, b'.').collect();
    let own = match labels.as_slice() {
        [own @ .., "amazonaws", "com", "cn"]
        | [own @ .., "amazonaws", "com" | "eu"]
        | [own @ .., "api" | "on", "aws"] => {
            // Addresses inside a private network.
            own.strip_suffix(&["vpce"]).unwrap_or(own)
        }
        _ => return (None, None),
    };
    let (own, region) = match own {
        // The bucket may be in any region.
        [.., "s3-accelerate"] | [.., "s3-accelerate", "dualstack"] => return (Some("s3".to_owned()), None),
        // S3's oldest addresses, and services that are the same everywhere.
        [.., "s3" | "s3-external-1"] => return (Some("s3".to_owned()), Some(DEFAULT_REGION)),
        [.., label] if label.strip_prefix("s3-").is_some_and(is_region) => {
            return (Some("s3".to_owned()), label.strip_prefix("s3-"));
        }
        [global] => return (Some((*global).to_owned()), Some(DEFAULT_REGION)),
        // OpenSearch has the region first.
        [_, region, service @ ("es" | "aoss")] => return (Some((*service).to_owned()), Some(region)),
        [own @ .., "dualstack", region] | [own @ .., region] => (own, *region),
        [] => return (None, None),
    };
    let Some(label) = own.last() else { return (None, Some(region)) };
    let label = label.strip_suffix("-fips").unwrap_or(label);
    let service = match label {
        "iot" if is_websocket => "iotdevicegateway",
        "iot" if own.len() > 1 => "iotdata",
        // The websockets of API Gateway, and their callback addresses, have the service of the rest.
        other => signing_name(other),
    };
    (Some(service.to_owned()), Some(region))
}

/// The name that a service has in signatures, where it is not the one in its address.
fn signing_name(label: &str) -> &str {
    match label {
        "appsync-api" | "appsync-realtime-api" => "appsync",
        "bedrock-agent" | "bedrock-agent-runtime" | "bedrock-runtime" => "bedrock",
        "email" => "ses",
        "lambda-url" => "lambda",
        "models-v2-lex" | "runtime-v2-lex" => "lex",
        "personalize-events" | "personalize-runtime" => "personalize",
        "pinpoint" => "mobiletargeting",
        "s3-accesspoint" | "s3-control" => "s3",
        "aos" => "es",
        "transcribestreaming" => "transcribe",
        other => other,
    }
}

/// Whether a text looks like a region, such as `eu-west-1`.
fn is_region(text: &str) -> bool {
    text::split(text, b'-').count() >= 3 && text.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_aws_tell_service_and_region() {
        for (host, service, region) in [
            ("abc123.execute-api.eu-west-1.amazonaws.com", "execute-api", "eu-west-1"),
            ("abc123.execute-api-fips.us-gov-west-1.amazonaws.com", "execute-api", "us-gov-west-1"),
            ("abc123.execute-api.cn-north-1.amazonaws.com.cn", "execute-api", "cn-north-1"),
            ("xyz.appsync-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
            ("xyz.appsync-realtime-api.us-east-1.amazonaws.com", "appsync", "us-east-1"),
            ("bucket.s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("my.bucket.s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("bucket.s3.dualstack.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("s3.eu-central-1.amazonaws.com", "s3", "eu-central-1"),
            ("bucket.s3.amazonaws.com", "s3", "us-east-1"),
            ("s3.amazonaws.com", "s3", "us-east-1"),
            ("dynamodb.ap-south-1.amazonaws.com", "dynamodb", "ap-south-1"),
            ("cognito-identity.eusc-de-east-1.amazonaws.eu", "cognito-identity", "eusc-de-east-1"),
            ("sts.amazonaws.com", "sts", "us-east-1"),
            ("a1b2-ats.iot.us-west-2.amazonaws.com", "iotdata", "us-west-2"),
            ("iot.us-west-2.amazonaws.com", "iot", "us-west-2"),
            ("abcd.lambda-url.us-east-2.on.aws", "lambda", "us-east-2"),
            ("abcd.7d67968.vpc-lattice-svcs.us-east-2.on.aws", "vpc-lattice-svcs", "us-east-2"),
            ("lambda.us-east-2.api.aws", "lambda", "us-east-2"),
            ("bucket.s3-eu-west-1.amazonaws.com", "s3", "eu-west-1"),
            ("s3-us-gov-west-1.amazonaws.com", "s3", "us-gov-west-1"),
            ("s3-external-1.amazonaws.com", "s3", "us-east-1"),
            ("point-123456789012.s3-accesspoint.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
            ("point-1.s3-object-lambda.eu-west-1.amazonaws.com", "s3-object-lambda", "eu-west-1"),
            ("search-domain-abc.eu-west-1.es.amazonaws.com", "es", "eu-west-1"),
            ("abc.us-east-1.aoss.amazonaws.com", "aoss", "us-east-1"),
            ("vpce-1.execute-api.us-east-1.vpce.amazonaws.com", "execute-api", "us-east-1"),
            ("pinpoint.us-east-1.amazonaws.com", "mobiletargeting", "us-east-1"),
            ("runtime-v2-lex.us-east-1.amazonaws.com", "lex", "us-east-1"),
            ("bedrock-runtime.us-east-1.amazonaws.com", "bedrock", "us-east-1"),
            ("email-fips.us-east-1.amazonaws.com", "ses", "us-east-1"),
            ("personalize-events.us-east-1.amazonaws.com", "personalize", "us-east-1"),
            ("transcribestreaming.us-east-1.amazonaws.com", "transcribe", "us-east-1"),
        ] {
            assert_eq!(of_host(host, false), (Some(service.to_owned()), Some(region)), "{host}");
        }
        let (service, region) = of_host("a1b2-ats.iot.us-west-2.amazonaws.com", true);
        assert_eq!((service.as_deref(), region), (Some("iotdevicegateway"), Some("us-west-2")));
    }

    #[test]
    fn a_host_for_all_regions_tells_the_service_alone() {
        for host in [
            "bucket.s3-accelerate.amazonaws.com",
            "my-bucket-1.s3-accelerate.dualstack.amazonaws.com",
            "s3-accelerate.amazonaws.com",
        ] {
            let address = ["https://", host, "/"].concat();
            let options = Options { default_region: Some("eu-west-1"), ..Options::default() };
            let scope = Scope::new(&Address::parse(&address).unwrap(), &options).unwrap();
            assert_eq!(scope.text, "19700101/eu-west-1/s3/aws4_request", "{host}");
        }
    }

    #[test]
    fn other_hosts_tell_nothing() {
        for host in [
            "api.example.com",
            "localhost",
            "amazonaws.com",
            "execute-api.us-east-1.amazonaws.com.example.com",
            "amazonaws.com.evil.example",
            "x.es.amazonaws.com.example.com",
            "api.aws",
            "aws",
        ] {
            assert_eq!(of_host(host, false), (None, None), "{host}");
        }
    }

    #[test]
    fn options_come_before_the_host_and_the_default_region_after_it() {
        let scope = |url: &str, options: Options<'_>| Scope::new(&Address::parse(url).unwrap(), &options).unwrap().text;
        let aws = "https://a.execute-api.eu-west-1.amazonaws.com/";
        assert_eq!(
            scope(aws, Options { default_region: Some("us-east-2"), ..Options::default() }),
            "19700101/eu-west-1/execute-api/aws4_request"
        );
        assert_eq!(
            scope(aws, Options { service: Some("x"), region: Some("y"), ..Options::default() }),
            "19700101/y/x/aws4_request"
        );
        let own = "https://api.example.com/";
        assert_eq!(
            scope(own, Options { default_region: Some("us-east-2"), ..Options::default() }),
            "19700101/us-east-2/execute-api/aws4_request"
        );
        assert_eq!(scope(own, Options::default()), "19700101/us-east-1/execute-api/aws4_request");
    }

    #[test]
    fn names_that_would_change_the_scope_are_refused() {
        let address = Address::parse("https://a.example/").unwrap();
        for name in ["", "a/b", "A", "a b", "a\n", "é", &"a".repeat(65)] {
            assert!(Scope::new(&address, &Options { service: Some(name), ..Options::default() }).is_err(), "{name:?}");
            assert!(Scope::new(&address, &Options { region: Some(name), ..Options::default() }).is_err(), "{name:?}");
        }
    }
}
